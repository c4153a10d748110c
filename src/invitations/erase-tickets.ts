import { and, asc, eq, gt, isNotNull, lt, or, sql } from 'drizzle-orm'
import { DAY_MS, later, type Instant } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { invitation, performance, reservation, seat } from '../platform/schema/index.ts'
import { ticketKey } from './ticket-key.ts'

/** Tickets are kept this long after their evening is final (or was to be, had the venue not cancelled it). */
const KEEP_TICKETS_MS = 30 * DAY_MS
/** A file whose ticket was never issued has no row that tells of it: for so long it is looked for by its seat's name. */
const UNISSUED_MS = 30 * DAY_MS
/** One call to the file store deletes a thousand at most. */
const BATCH = 500

/**
 * Erases ticket files, then forgets where they lay. In this order a run that is interrupted leaves nothing behind: the
 * next one deletes again what is gone, which costs nothing. Answers how many seats had a ticket until now.
 */
export async function eraseTickets(ctx: Context): Promise<number> {
  const before = later(ctx.now(), -KEEP_TICKETS_MS)
  let erased = 0
  let after: string | null = null
  for (;;) {
    const seats = await due(ctx, before, after)
    if (seats.length === 0) return erased
    await ctx.files.delete(seats.flatMap(filesOf))
    const seat_ids = seats.map(({ id }) => id)
    erased += (await ctx.db.call('erase_tickets', { seat_ids })).erased
    after = seat_ids.at(-1) ?? null
  }
}

type Due = Awaited<ReturnType<typeof due>>[number]
const filesOf = ({ reservation_id, position, ticket_key }: Due): string[] => {
  const named = position === null ? [] : [ticketKey(reservation_id, position)]
  return ticket_key === null || named.includes(ticket_key) ? named : [ticket_key, ...named]
}

function due(ctx: Context, before: Instant, after: string | null) {
  const { id, reservation_id, position, ticket_key } = seat
  const final_at = sql`coalesce(${performance.final_at}, case ${performance.state} when 'cancelled' then ${performance.starts_at} end)`
  const unissued = and(isNotNull(position), gt(final_at, later(before, -UNISSUED_MS)))
  return ctx.db.read
    .select({ id, reservation_id, position, ticket_key })
    .from(seat)
    .innerJoin(reservation, eq(reservation.id, reservation_id))
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(and(lt(final_at, before), or(isNotNull(ticket_key), unissued), after ? gt(id, after) : undefined))
    .orderBy(asc(id))
    .limit(BATCH)
}
