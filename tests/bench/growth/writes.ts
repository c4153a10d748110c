import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../connection.ts'
import type { Place } from '../contender.ts'
import { drive, type Pgbench } from '../pgbench.ts'
import type { Ledger } from './ledgers.ts'
import { SEASONS, STRUCTURES, connectionOf, conventionOf } from './territory.ts'

/** As many as a queue hands over at once. */
const BATCH = 100
const CENTS = 1_200
/** a thirtieth of all gifts touches nearly every page of the index that their codes lie strewn in */
const WARMED = 30

/** Writes to one territory as production does. */
export interface Writer {
  ledger: Ledger
  /** `post_gifts` by so many clients for about so long. Answers gifts a second. */
  post(duration_ms: number): Promise<number>
  /** The same just after a checkpoint: the first change of a page has all of it written to the log. */
  postAfterCheckpoint(duration_ms: number): Promise<number>
  /** Posts a part of all gifts again, so that most pages have been changed since the checkpoint, as for most of the time. */
  warm(): Promise<void>
  /** `convert` of all that was posted since. Answers gifts a second. */
  convert(): Promise<number>
  /** Rolls everything up; then come so many gifts more, as until the next time. */
  settle(young: number): Promise<void>
  close(): Promise<void>
}

export async function openWriter(place: Place, pgbench: Pgbench, ledger: Ledger): Promise<Writer> {
  const { clients, folder } = place
  const { url, gifts } = ledger
  const database = await connect(url)
  const { rows } = await database.query<{ id: string }>(
    `select id from connection where platform = 'import' order by structure_id`,
  )
  const script = join(folder, `growth-${gifts}.sql`)
  const at = new Date().toISOString()
  writeFileSync(
    script,
    postingScript(
      rows.map(({ id }) => id),
      at,
    ),
  )
  let each = 2
  // eight digits that rise, also from one run on a database to the next
  let begun = 10_000_000 + (Math.floor(Date.now() / 100) % 80_000_000)

  async function post(transactions: number): Promise<number> {
    const variables = { n: begun }
    begun += transactions
    const rate = await drive(pgbench, { url, script, clients, transactions, protocol: 'simple', variables })
    return rate * BATCH
  }
  async function convert(): Promise<number> {
    const waiting = await count(`inflow where applied_at is null`)
    const begin_ms = performance.now()
    for (let structure = 1; structure <= STRUCTURES; structure++) {
      for (let more = true; more;) {
        const arg = { convention_id: conventionOf(structure, SEASONS), now: new Date().toISOString() }
        const answer = await database.query<{ more: boolean }>(`select convert($1::jsonb)->'more' as more`, [
          arg,
        ])
        more = answer.rows[0]?.more ?? false
      }
    }
    return (waiting * 1_000) / (performance.now() - begin_ms)
  }
  async function count(from: string): Promise<number> {
    const answer = await database.query<{ count: string }>(`select count(*) from ${from}`)
    return Number(answer.rows[0]?.count)
  }
  async function round(duration_ms: number): Promise<number> {
    const rate = await post(each)
    each = Math.max(1, Math.round((rate * duration_ms) / 1_000 / BATCH / clients))
    return rate
  }
  return {
    ledger,
    post: round,
    async postAfterCheckpoint(duration_ms) {
      await database.query('checkpoint')
      return round(duration_ms)
    },
    async warm() {
      await post(Math.ceil(gifts / WARMED / BATCH / clients))
      await convert()
    },
    convert,
    async settle(young) {
      const younger = `posting where written_by >= (select written_before from rollup_horizon)`
      const unpassed = `rollup_horizon where none_waits_before <= (select max(id) from inflow)`
      for (let tries = 0; ; tries++) {
        await database.query(`select roll_up('{}')`)
        // inflows are passed by the roll-up after the next
        if ((await count(younger)) + (await count(unpassed)) === 0) break
        // a transaction anywhere on the server holds the horizon back
        if (tries === 100) throw new Error('The roll-up does not come to the end of the postings.')
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      const observations = Array.from({ length: young }, (_, n) => observation(n, `Y${n}`, 'young', at))
      await database.query('select post_gifts($1::jsonb)', [{ now: at, observations, done: [] }])
      await convert()
    },
    close: () => database.end(),
  }
}

/** New gifts of the present season whose orders' codes lie strewn among all that are known: the worst that can come. */
function postingScript(connections: readonly string[], at: string): string {
  const places = Array.from({ length: BATCH }, (_, i) => i)
  const random = places.map((i) => `\\set r${i} random(0, 99999999999)`)
  const observations = places.map((i) => ({
    id: `:n-:c-7000-8000-${100_000_000_000 + i}`,
    connection_id: connections[i % connections.length],
    reference: `:r${i}-:n:c`,
    cents: CENTS,
    version: 1,
    given_at: at,
    evidence: {},
  }))
  const arg = JSON.stringify({ now: at, observations, done: [] })
  return [
    '\\set n :n + 1',
    '\\set c 1000 + :client_id',
    ...random,
    `select post_gifts('${arg}'::jsonb);`,
    '',
  ].join('\n')
}

const observation = (n: number, reference: string, run: string, at: string) => ({
  id: crypto.randomUUID(),
  connection_id: connectionOf(1 + (n % STRUCTURES)),
  reference: `${run}-${reference}`,
  cents: CENTS,
  version: 1,
  given_at: at,
  evidence: {},
})
