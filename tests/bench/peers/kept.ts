import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../../..')
/** What peers are installed and built into, kept between runs. */
export const BENCH_FOLDER = join(ROOT, '.fauteuil/bench')

/** Whether `mark` says that what was made then was made from these very files. */
export async function isKept(mark: string, sources: readonly string[]): Promise<boolean> {
  return existsSync(mark) && (await readFile(mark, 'utf8')) === (await contents(sources))
}

export async function keep(mark: string, sources: readonly string[]): Promise<void> {
  await mkdir(dirname(mark), { recursive: true })
  await writeFile(mark, await contents(sources))
}

async function contents(sources: readonly string[]): Promise<string> {
  const read = await Promise.all(sources.map((file) => readFile(file, 'utf8')))
  return read.join('\n')
}
