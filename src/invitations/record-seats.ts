import { and, eq, inArray } from 'drizzle-orm'
import type { OrderState, Scan } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { invitation, performance, reservation, seat } from '../platform/schema/index.ts'
import { showTrouble } from '../people/index.ts'

/**
 * Books what the partner says of invitation seats: who came, and (a promise broken at the venue) what was cancelled
 * there without us; that is never carried out silently, a person is told.
 */
export async function recordSeats(
  ctx: Context,
  connection_id: string,
  states: readonly OrderState[],
): Promise<void> {
  const bookings = states.flatMap(({ booking }) => (booking ? [booking] : []))
  const scans = bookings.flatMap(({ order, seats }) =>
    seats
      .filter(({ status }) => status === 'valid')
      .map(({ position, scanned_at }): Scan => ({ order, position, scanned_at })),
  )
  if (scans.length > 0) {
    const now = ctx.now()
    await ctx.db.call('record_scans', { connection_id, scans, seen_at: now, now })
  }

  for (const { order, seats } of bookings) {
    const cancelled = seats.filter(({ status }) => status === 'cancelled').map(({ position }) => position)
    if (cancelled.length === 0) continue
    const promised = await ctx.db.read
      .select({ reservation_id: reservation.id, position: seat.position })
      .from(seat)
      .innerJoin(reservation, eq(reservation.id, seat.reservation_id))
      .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
      .innerJoin(performance, eq(performance.id, invitation.performance_id))
      .where(
        and(
          // another house may have an order of the same name
          eq(performance.connection_id, connection_id),
          eq(reservation.partner_order, order),
          inArray(seat.position, cancelled),
          eq(seat.state, 'issued'),
        ),
      )
    const [first] = promised
    if (!first) continue
    const message = `The venue cancelled ${promised.length} seat(s) of its order ${order}, which a relay counts on.`
    await showTrouble(
      ctx,
      'booking',
      first.reservation_id,
      message,
      'Call the venue: book the seats again there, or give them back here so that the relay is told and the credits return.',
    )
  }
}
