import { randomBytes } from 'node:crypto'
import { migrate } from '../../../src/local/migrate.ts'
import { connect, onDatabase } from '../connection.ts'
import type { Place } from '../contender.ts'
import { grow } from './grow.ts'
import { invitePresent, settlePast } from './territory.ts'

/** One territory at one size. */
export interface Ledger {
  gifts: number
  url: string
  /** gifts a second of the import that brought it here, in each stretch of it */
  imported: number[]
}
export interface Ledgers {
  /** the smallest first */
  all: Ledger[]
  drop(): Promise<void>
}

/** The same territory at each size, side by side so that rounds can take turns: each is a copy of the smaller one, grown. */
export async function openLedgers(place: Place, sizes: readonly number[], at: Date): Promise<Ledgers> {
  const seed = await place.database_url()
  await migrate(seed)
  await settlePast(seed, at)
  const admin = await connect(named(seed, 'postgres'))
  const all: Ledger[] = []
  for (const gifts of sizes) {
    const before = all.at(-1)
    const name = `growth_${randomBytes(6).toString('hex')}`
    await admin.query(`create database ${name} template ${nameOf(before?.url ?? seed)} strategy file_copy`)
    const url = named(seed, name)
    const imported = await grow(url, place.folder, before?.gifts ?? 0, gifts, at)
    if (!before) await invitePresent(url, at)
    // what autovacuum comes to in its own time
    await onDatabase(url, (database) => database.query('vacuum analyze'))
    all.push({ gifts, url, imported })
  }
  await admin.query('checkpoint')
  return {
    all,
    async drop() {
      for (const { url } of all) await admin.query(`drop database ${nameOf(url)} with (force)`)
      await admin.end()
    },
  }
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1)
function named(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = name
  return other.href
}
