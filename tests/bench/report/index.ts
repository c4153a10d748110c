import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../results.ts'
import { plot } from './plot.ts'
import { section } from './section.ts'

const ROOT = join(import.meta.dirname, '../../..')
export const BEGIN = '<!-- bench: written by `npm run bench -- --report` -->'
export const END = '<!-- bench: end -->'

/** Writes a full run into the README, between its two marks, and its plot into .github/bench.svg. */
export async function writeReport(results: Results, root = ROOT): Promise<void> {
  if (results.quick) {
    throw new Error('A quick run is no report, and the README was left as it was: run it without --quick.')
  }
  const readme = join(root, 'README.md')
  const written = between(await readFile(readme, 'utf8'), section(results))
  await writeFile(join(root, '.github/bench.svg'), plot(results))
  await writeFile(readme, written)
}

/** The page with `text` in place of what stood between the two marks. */
function between(page: string, text: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) {
    throw new Error(`The README was left as it was: it has no «${BEGIN}» with «${END}» below. Put both back.`)
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`
}
