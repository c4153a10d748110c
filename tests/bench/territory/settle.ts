import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onDatabase } from '../connection.ts'

const KINDS = {
  organisation: '1',
  key: '2',
  season: '3',
  connection: '4',
  convention: '5',
  version: '6',
  relay: '7',
  performance: '8',
  invitation: '9',
} as const

/** The id of the n-th of a kind, from 1, as territory.sql makes it. */
export function idOf(kind: keyof typeof KINDS, n: number): string {
  return `${KINDS[kind]}0000000-0000-7000-8000-${numbered(n)}`
}

/** Twelve digits, the last group of an id. */
export const numbered = (n: number): string => String(100_000_000_000 + n)

/** Fills a migrated database with so many structures, each with an enabled ticketing and a convention in force. */
export async function settle(databaseUrl: string, conventions: number): Promise<void> {
  await onDatabase(databaseUrl, async (database) => {
    await database.query(await readFile(join(import.meta.dirname, 'territory.sql'), 'utf8'))
    await database.query("select pg_temp.settle($1, now() - interval '1 hour')", [conventions])
    await database.query('vacuum analyze')
  })
}
