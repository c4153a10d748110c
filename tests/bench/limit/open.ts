import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contender, Place } from '../contender.ts'
import { calibrated } from '../calibrated.ts'
import { onDatabase } from '../connection.ts'
import { drive, type Pgbench } from '../pgbench.ts'
import { giftBody } from '../territory/webhooks.ts'

/** Which account each event is taken from: any, always the same, or that one split in sixteen. */
const FROM = { b: [16, 99_999], c: [0, 0], d: [0, 15] } as const
const DOES = {
  b: 'know an event by its id and keep its 1.9 KB, 2 postings, 2 cold balance rows, one statement: the reference',
  c: 'the same, one balance row hot',
  d: 'the same, that hot row split in 16',
  s: 'spend: one conditional update of a cold row, 2 postings, one statement',
}
export type Limit = keyof typeof DOES

/** The limit: plain tables and one statement for each event, driven by pgbench. All four share a database. */
export async function openLimits(place: Place, pgbench: Pgbench): Promise<Record<Limit, Contender>> {
  const url = await place.database_url()
  await onDatabase(url, async (database) => {
    await database.query(await readFile(join(import.meta.dirname, 'limit.sql'), 'utf8'))
    await database.query('vacuum analyze')
  })
  const body = giftBody('B-1', new Date().toISOString())

  function limit(name: Limit): Contender {
    const [from_least, from_most] = name === 's' ? [0, 0] : FROM[name]
    const script = join(import.meta.dirname, name === 's' ? 'spend.sql' : 'event.sql')
    const variables = { body, from_least, from_most }
    const { clients } = place
    return {
      name: `pgbench ${name}`,
      does: DOES[name],
      round: calibrated(clients, (transactions) =>
        drive(pgbench, { url, script, clients, transactions, protocol: 'prepared', variables }),
      ),
      stop: async () => undefined,
    }
  }
  return { b: limit('b'), c: limit('c'), d: limit('d'), s: limit('s') }
}
