import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const SOURCE = resolve(import.meta.dirname, '../../../src')
let made: string | undefined

/** The SQL of a version to come: all that there is, and one migration more, which harms nobody. */
export function nextVersion(): string {
  if (made) return made
  const folder = mkdtempSync(join(tmpdir(), 'fauteuil-next-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  cpSync(SOURCE, folder, { recursive: true, filter: (path) => !/\.tsx?$/.test(path) })
  const migrations = join(folder, 'platform', 'migrations')
  const journal = join(migrations, 'meta', '_journal.json')
  const known = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { idx: number; when: number }[] }
  const last = known.entries.at(-1)!
  const next = { ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_next' }
  writeFileSync(journal, JSON.stringify({ ...known, entries: [...known.entries, next] }))
  writeFileSync(join(migrations, '9999_next.sql'), 'alter table mail add column seen_at timestamptz;')
  made = folder
  return made
}
