import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Booking } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { attempt, invitation, performance, reservation, seat } from '../platform/schema/index.ts'
import type { Found } from './difference.ts'

/** A booking as ours has it: an attempt at it, and the seats that its reservation holds. */
export interface OurBooking {
  reservation_id: string
  reference: string
  state: 'started' | 'confirmed' | 'refused' | 'absent'
  order: string | null
  /** the partner's names of seats that are promised, and of those on their way back, which it may have taken already */
  promised: string[]
  returning: string[]
}

/** All attempts at one partner, with the seats of their reservations. One round trip. */
export async function ourBookings(ctx: Context, connection_id: string): Promise<OurBooking[]> {
  const positions = (states: string) => sql<string[]>`coalesce((
    select jsonb_agg(s.position) from ${seat} s where s.reservation_id = ${reservation.id} and s.position is not null
       and s.state ${sql.raw(states)}), '[]')`
  return ctx.db.read
    .select({
      reservation_id: reservation.id,
      reference: attempt.reference,
      state: attempt.state,
      order: reservation.partner_order,
      promised: positions("not in ('returning', 'returned', 'released')"),
      returning: positions("= 'returning'"),
    })
    .from(attempt)
    .innerJoin(reservation, eq(reservation.id, attempt.reservation_id))
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(and(eq(performance.connection_id, connection_id), isNotNull(attempt.reference)))
}

/**
 * Each confirmed booking of ours is exactly one order at the partner with exactly its seats, and each order of the
 * partner's is one of ours, by reference. An attempt whose outcome is still being looked up is neither.
 */
export function compareBookings(
  connection_id: string,
  ours: readonly OurBooking[],
  theirs: readonly Booking[],
): Found[] {
  const found: Found[] = []
  const tell = (kind: Found['kind'], place: string, our: number | null, their: number | null) =>
    found.push({
      kind,
      convention_id: null,
      connection_id,
      place,
      ours: our === null ? null : String(our),
      theirs: their === null ? null : String(their),
    })
  const known = new Map(ours.map((one) => [one.reference, one]))
  const standing = theirs.flatMap(({ seats, ...one }) => {
    const valid = seats.filter(({ status }) => status === 'valid').map(({ position }) => position)
    return valid.length > 0 ? [{ ...one, valid }] : []
  })
  const there = new Set<string>()
  for (const { order, reference, reservation_id, valid } of standing) {
    const own = known.get(reference)
    if (own?.state === 'started') continue
    there.add(reference)
    if (own?.state !== 'confirmed' || own.reservation_id !== reservation_id || own.order !== order) {
      tell('booking_not_here', order, null, valid.length)
      continue
    }
    const kept = new Set(valid)
    const may = new Set([...own.promised, ...own.returning])
    if (
      !own.promised.every((position) => kept.has(position)) ||
      !valid.every((position) => may.has(position))
    )
      tell('booking_differs', order, own.promised.length, valid.length)
  }
  for (const { reference, state, order, promised } of ours) {
    if (state === 'confirmed' && promised.length > 0 && !there.has(reference))
      tell('booking_not_there', order ?? reference, promised.length, null)
  }
  for (const [reservation_id, orders] of Map.groupBy(standing, (one) => one.reservation_id))
    if (orders.length > 1) tell('booking_twice', reservation_id, 1, orders.length)
  return found
}
