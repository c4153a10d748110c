import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import type { z } from '@hono/zod-openapi'
import { ownOnly, type Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection, gift, inflow } from '../platform/schema/index.ts'
import { consentOfGift } from './consent-of-gift.ts'
import { shown } from './list-gifts.ts'
import type { tracedGiftSchema } from './list-schemas.ts'

/** What its giver may see of it as well. */
export type TracedGift = Omit<z.infer<typeof tracedGiftSchema>, 'consent'>
type Seat = TracedGift['seats'][number]

/** Cents of one gift that went one way; `use` is null for those that still wait. */
interface Part {
  use: 'credit' | 'surplus' | 'reduction' | 'shortfall' | null
  cents: number
  credit_number: number | null
  price_cents: number | null
  state: Seat['state'] | null
  seat: Seat['seat']
}

/**
 * One gift with the seats that it opened: its places on the line of cents are compared with what was taken from the
 * line, both as they were stored by conversion; and with what was shown to who gave it, and what they chose. Four round trips.
 * @throws Problem not_found
 */
export async function traceGift(
  ctx: Context,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof tracedGiftSchema>> {
  const traced = await trace(ctx, and(eq(gift.id, id), ownOnly(asker, connection.structure_id)))
  if (!traced) throw new Problem('not_found', { what: 'gift' })
  return { ...traced, consent: await consentOfGift(ctx, traced) }
}

/**
 * The same for whoever paid it on our page: by the intent that only their browser knew, and that came back with the payment. Null
 * while no gift of it is known. Three round trips.
 */
export async function traceIntent(
  ctx: Context,
  structure_id: string,
  intent: string,
): Promise<TracedGift | null> {
  return trace(ctx, and(eq(connection.structure_id, structure_id), isOfIntent(intent)))
}

/** By an index of its own. */
export const isOfIntent = (intent: string): SQL => sql`${gift.evidence}->'consent'->>'intent' = ${intent}`

/** The same for whoever ordered it as a line at the ticketing. Null while no gift in that order is known. Three round trips. */
export async function traceOrder(
  ctx: Context,
  structure_id: string,
  order: string,
): Promise<TracedGift | null> {
  return trace(
    ctx,
    and(eq(connection.structure_id, structure_id), sql`${gift.evidence}->>'order' = ${order}`),
  )
}

async function trace(ctx: Context, which: SQL | undefined): Promise<TracedGift | null> {
  const [found] = await ctx.db.read
    .select({ ...shown, evidence: gift.evidence })
    .from(gift)
    .innerJoin(connection, eq(connection.id, gift.connection_id))
    .where(which)
    .limit(1)
  if (!found) return null
  const { id } = found

  const flows = await ctx.db.read
    .select({ cents: inflow.cents, span_from: inflow.span_from })
    .from(inflow)
    .where(eq(inflow.gift_id, id))
    .orderBy(asc(inflow.id))
  const placed = flows.some(({ span_from }) => span_from !== null)
  const parts = placed ? await partsOf(ctx, id) : []
  const came = flows.filter(({ cents }) => cents > 0).reduce((sum, { cents }) => sum + cents, 0)
  const used = parts.reduce((sum, { cents }) => sum + cents, 0)
  const seats = seatsIn(parts)
  const went = (use: Part['use']) =>
    parts.filter((part) => part.use === use).reduce((sum, { cents }) => sum + cents, 0)
  return {
    ...found,
    seats,
    opened_seats: rounded(seats.reduce((sum, { cents, price_cents }) => sum + cents / price_cents, 0)),
    waiting_cents: came - used,
    surplus_cents: went('surplus'),
    shortfall_cents: went('shortfall'),
    made_good_cents: went('reduction'),
    taken_back_cents: 0 - flows.filter(({ cents }) => cents < 0).reduce((sum, { cents }) => sum + cents, 0),
  }
}

/** What was taken from the line where this gift's cents lie. The spans follow each other, so each search starts at the last that begins before. */
async function partsOf(ctx: Context, gift_id: string): Promise<Part[]> {
  const { rows } = await ctx.db.read.execute<Record<keyof Part, string | null>>(sql`
    select o.use, least(o.span_to, i.span_to) - greatest(o.span_from, i.span_from) as cents, o.credit_number,
           k.price_cents, k.state, s.state as seat
      from inflow i
      join outflow o on o.convention_id = i.convention_id and o.span_from < i.span_to and o.span_to > i.span_from
       and o.span_from >= (select max(b.span_from) from outflow b
             where b.convention_id = i.convention_id and b.span_from <= i.span_from)
      left join credit k on k.convention_id = o.convention_id and k.number = o.credit_number
      left join seat s on s.id = k.seat_id
     where i.gift_id = ${gift_id} and i.span_from is not null
     order by o.span_from`)
  return rows.map(
    (row) =>
      ({
        ...row,
        cents: Number(row.cents),
        credit_number: row.credit_number === null ? null : Number(row.credit_number),
        price_cents: row.price_cents === null ? null : Number(row.price_cents),
      }) as Part,
  )
}

/** A gift that was raised later may lie in one seat twice: it is one part of it all the same. */
function seatsIn(parts: readonly Part[]): Seat[] {
  const byNumber = new Map<number, Seat>()
  for (const { credit_number, price_cents, state, seat, cents } of parts) {
    if (credit_number === null || price_cents === null || state === null) continue
    const whole = cents + (byNumber.get(credit_number)?.cents ?? 0)
    const fraction = rounded(whole / price_cents)
    byNumber.set(credit_number, { credit_number, price_cents, cents: whole, fraction, state, seat })
  }
  return [...byNumber.values()]
}

const rounded = (fraction: number) => Math.round(fraction * 10_000) / 10_000
