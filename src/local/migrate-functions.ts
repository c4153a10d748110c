import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type Client, DatabaseError } from 'pg'

/** Rooms from the ground up: a function's types may come from a room below. Others follow by name. */
const ROOMS = ['platform', 'people', 'ledger', 'conventions', 'gifts', 'hooks', 'invitations', 'seasons']

/** what the Worker may do with all of it: stands beside `worker.ts`, and comes last */
const GRANTS = 'worker.sql'

/** All SQL files beside the rooms' TypeScript, migrations left out, as paths below `source` in the order to apply. */
export async function functionFiles(source: string): Promise<string[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep))
  const rooms = files.filter((parts) => parts.length > 1 && !parts.includes('migrations'))
  const ordered = rooms.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((parts) => parts.join('/'))
  return files.some(([name]) => name === GRANTS) ? [...ordered, GRANTS] : ordered
}

function order(parts: string[]): string {
  const room = ROOMS.indexOf(parts[0] ?? '')
  return `${String(room === -1 ? ROOMS.length : room).padStart(2, '0')}/${parts.join('/')}`
}

/** Replaces the functions in one transaction: a failing file leaves the database as it was. */
export async function applyFunctions(
  client: Client,
  source: string,
  files: readonly string[],
): Promise<void> {
  const read = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(join(source, file), 'utf8') })),
  )
  await client.query('begin')
  try {
    // Functions may call each other in any order, across files.
    await client.query('set local check_function_bodies = off')
    for (const { file, text } of read) {
      await client.query(text).catch((cause: unknown) => {
        throw new Error(explain(file, text, cause), { cause })
      })
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** invalid_function_definition: another return type or other parameter names than the function in the database */
const ANOTHER_SHAPE = new Set(['42P13', '42725'])

function explain(file: string, text: string, cause: unknown): string {
  if (!(cause instanceof DatabaseError)) return `src/${file} could not be applied: ${String(cause)}`
  const line = cause.position ? `:${text.slice(0, Number(cause.position)).split('\n').length}` : ''
  const hint = ANOTHER_SHAPE.has(cause.code ?? '')
    ? ' Its shape changed: begin the file with `drop function if exists …` of the former one.'
    : (cause.hint ?? '')
  return `src/${file}${line} could not be applied, and no function was changed: ${cause.message}. ${hint}`.trim()
}
