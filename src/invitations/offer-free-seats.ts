import { and, asc, eq, gt, gte } from 'drizzle-orm'
import { HOUR_MS, later } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { creditStock, invitation, performance, waiting } from '../platform/schema/index.ts'

/** How long seats that came free are kept for the relay whose turn it is. */
const TURN_MS = 24 * HOUR_MS
/** The most seats that one entry of a waiting list may wish for (see `waiting_seats`). */
const MOST_SEATS = 50

/**
 * Asks whoever waits, first come first asked, as long as seats and credits allow: of one invitation, of all in a
 * convention whose fund has just opened credits, or of all.
 */
export async function offerFreeSeats(
  ctx: Context,
  where: { invitation_id: string } | { convention_id: string } | 'all',
): Promise<void> {
  const of =
    where === 'all'
      ? undefined
      : 'invitation_id' in where
        ? eq(invitation.id, where.invitation_id)
        : eq(invitation.convention_id, where.convention_id)
  const wanted = await ctx.db.read
    .selectDistinct({ id: invitation.id })
    .from(invitation)
    .innerJoin(waiting, and(eq(waiting.invitation_id, invitation.id), eq(waiting.state, 'waiting')))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .innerJoin(creditStock, eq(creditStock.convention_id, invitation.convention_id))
    .where(
      and(
        of,
        eq(invitation.state, 'open'),
        gt(performance.starts_at, ctx.now()),
        gte(invitation.seats_left, waiting.seats),
        gte(creditStock.available, waiting.seats),
      ),
    )
    .orderBy(asc(invitation.id))
  for (const { id } of wanted) {
    while (await askNext(ctx, id));
  }
}

async function askNext(ctx: Context, invitation_id: string): Promise<boolean> {
  const now = ctx.now()
  const { asked } = await ctx.db.call('ask_waiting', {
    invitation_id,
    reservation_id: ctx.newId(),
    seat_ids: Array.from({ length: MOST_SEATS }, () => ctx.newId()),
    expires_at: later(now, TURN_MS),
    now,
  })
  return asked !== null
}
