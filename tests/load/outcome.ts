import type { Client } from 'pg'
import { boxOfficePartner } from './their-books.ts'
import { violations } from '../ledger/invariants.ts'
import type { Settled } from './houses.ts'
import type { Sold } from './public.ts'
import type { Percentiles } from './percentiles.ts'
import type { Step } from './step.ts'

/** Waits until nothing is left to work on; throws when that takes too long. */
export async function settled(
  database: Client,
  tick: () => Promise<void>,
  patience_ms: number,
): Promise<void> {
  const deadline_ms = performance.now() + patience_ms
  for (;;) {
    const { rows } = await database.query<{ hooks: number; moving: number; inflows: number }>(
      `select (select count(*)::int from inbox where state = 'received') as hooks,
              (select count(*)::int from reservation where state in ('asked', 'held', 'booked')) as moving,
              (select count(*)::int from inflow where applied_at is null) as inflows`,
    )
    const { hooks, moving, inflows } = rows[0]!
    if (hooks + moving + inflows === 0) return
    if (performance.now() > deadline_ms)
      throw new Error(`Still waiting: ${hooks} webhooks, ${moving} reservations, ${inflows} inflows.`)
    await tick()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

/** What is not as it should be, seen from outside: our rows, the box offices' own books, and what was sold. */
export async function lost(
  database: Client,
  { houses }: Settled,
  sold: Sold,
  { named, refused }: Step,
): Promise<string[]> {
  const found = [...refused]
  const differ = (what: string, ours: number, theirs: number) => {
    if (ours !== theirs) found.push(`${what}: ${ours} with us, ${theirs} with them`)
  }
  const { rows } = await database.query<{ gifts: number; cents: number; aside: number }>(
    `select count(*)::int as gifts, coalesce(sum(posted_cents), 0)::int as cents,
            (select count(*)::int from inbox where state = 'set_aside') as aside from gift`,
  )
  const { gifts, cents, aside } = rows[0]!
  differ('gifts', gifts, sold.gifts)
  differ('cents', cents, sold.gift_cents)
  differ('webhooks set aside', aside, 0)
  const consents = await database.query<{ proved: number; carts: number }>(PROVED)
  differ('orders with the consent that was chosen last', consents.rows[0]!.proved, named)
  differ('carts that are known after their order', consents.rows[0]!.carts, 0)
  for (const house of houses) {
    for (const [name, broken] of Object.entries(await violations(database, house.convention_id)))
      found.push(`${name}: ${JSON.stringify(broken.slice(0, 3))}`)
    const theirs = await boxOfficePartner(house).reconcile?.(null)
    const seats =
      theirs?.bookings.flatMap((one) => one.seats.filter(({ status }) => status === 'valid')) ?? []
    const ours = await database.query<{ seats: number }>(
      "select count(*)::int as seats from seat where convention_id = $1 and state = 'issued'",
      [house.convention_id],
    )
    differ(`seats of ${house.office.url}`, ours.rows[0]!.seats, seats.length)
  }
  return found
}

/** Gifts whose order has a consent of the same amount; what is left of carts. */
const PROVED = `select count(g.id)::int as proved, count(k.cart)::int as carts from consent k
  left join connection c on c.structure_id = k.structure_id
  left join gift g on g.connection_id = c.id and split_part(g.reference, '/', 1) = k."order" and g.cents = k.cents`

/** How long after the sale its gift was booked; and how long a hold took to become tickets. */
export async function lags(database: Client): Promise<{ booked: Percentiles; issued: Percentiles }> {
  const of = async (from: string): Promise<Percentiles> => {
    const { rows } = await database.query<Percentiles>(
      `select count(*)::int as count,
              ${[50, 95, 99].map((p) => `coalesce(round(percentile_cont(0.${p}) within group (order by ms)), 0)::int as p${p}_ms`).join(', ')},
              coalesce(round(max(ms)), 0)::int as max_ms from (${from}) lag`,
    )
    return rows[0]!
  }
  const ms = (to: string, since: string) => `extract(epoch from ${to} - ${since}) * 1000 as ms`
  return {
    booked: await of(`select ${ms('observed_at', 'given_at')} from gift`),
    issued: await of(`select ${ms('changed_at', 'created_at')} from reservation where state = 'issued'`),
  }
}
