import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onDatabase } from '../connection.ts'

/** As in the territory that began it: seven structures. Twelve seasons, the last one the present. */
export const STRUCTURES = 7
export const SEASONS = 12
/** 804 were invited in its last season; here 22 evenings in each structure, with five seats. */
const EVENINGS = 22

export const structureOf = (n: number): string => idOf(1, n)
export const seasonOf = (n: number): string => idOf(3, n)
export const connectionOf = (structure: number): string => idOf(4, structure)
export const conventionOf = (structure: number, season: number): string => idOf(5, structure * 100 + season)
const idOf = (kind: number, n: number): string => `${kind}0000000-0000-7000-8000-${100_000_000_000 + n}`

/** When gifts of a season are given: subscriptions are sold in its first four months. */
export function salesOf(season: number, at: Date): { from_ms: number; until_ms: number } {
  const day_ms = 86_400_000
  const from_ms = at.getTime() - (180 + 365 * (SEASONS - season)) * day_ms
  return { from_ms: from_ms + day_ms, until_ms: from_ms + 120 * day_ms }
}

/** The structures and their conventions, in a migrated database. */
export const settlePast = (url: string, at: Date): Promise<void> =>
  act(url, 'select pg_temp.settle($1, $2, $3)', [STRUCTURES, SEASONS, at])

/** A season of invitations, booked and partly used, once there are credits. */
export const invitePresent = (url: string, at: Date): Promise<void> =>
  act(url, 'select pg_temp.invite($1, $2, $3, $4)', [STRUCTURES, SEASONS, EVENINGS, at])

async function act(url: string, query: string, values: unknown[]): Promise<void> {
  await onDatabase(url, async (database) => {
    await database.query(await readFile(join(import.meta.dirname, 'territory.sql'), 'utf8'))
    await database.query(query, values)
  })
}
