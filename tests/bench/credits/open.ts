import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calibrated } from '../calibrated.ts'
import { connect } from '../connection.ts'
import type { Contender } from '../contender.ts'
import { drive, type Pgbench } from '../pgbench.ts'
import { type BenchPlace, CONVENTIONS } from '../place.ts'
import type { Spread } from '../posting/scripts.ts'
import { offer } from './offer.ts'
import { holdScript } from './script.ts'

/** As many as ask for seats at once. */
export const ASKING = 64

const WAYS = {
  many: {
    name: `a seat held, ${CONVENTIONS.toLocaleString('en')} conventions`,
    does: `hold: a seat on offer and a credit, both by conditional update, its reservation, seat and postings; ${ASKING} clients`,
  },
  one: {
    name: 'a seat held, 1 evening',
    does: `the same, all ${ASKING} clients for the same evening: each waits for the other's commit`,
  },
}

/** The production `hold`, driven by pgbench, for the evenings of many conventions or of one. */
export async function openHolds(place: BenchPlace, pgbench: Pgbench, spread: Spread): Promise<Contender> {
  const { owner_url, worker_url: url } = await place.territory()
  const few = place.quick ? 20 : 200
  await (spread === 'many'
    ? offer(owner_url, CONVENTIONS, few)
    : offer(owner_url, 1, CONVENTIONS * (few / 4)))
  const script = join(place.folder, `hold-${spread}.sql`)
  const database = await connect(owner_url)
  let begun = 10_000_000
  let taken = 0

  async function run(transactions: number): Promise<number> {
    writeFileSync(script, holdScript('hold', spread, new Date().toISOString()))
    const variables = { n: begun }
    const rate = await drive(pgbench, {
      url,
      script,
      clients: ASKING,
      transactions,
      protocol: 'simple',
      variables,
    })
    begun += transactions
    taken += transactions * ASKING
    const { rows } = await database.query<{ seats: string }>(
      "select count(*) as seats from seat where state = 'held'",
    )
    if (Number(rows[0]?.seats) !== taken)
      throw new Error(`${taken} seats were held, ${rows[0]?.seats} are there`)
    return rate
  }
  const { name, does } = WAYS[spread]
  return {
    name,
    does,
    round: calibrated(ASKING, run, { first: 2 }),
    stop: () => database.end(),
  }
}
