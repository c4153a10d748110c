import { and, asc, eq, lt } from 'drizzle-orm'
import { HOUR_MS, later } from '../../platform/clock.ts'
import { attempt, reservation } from '../../platform/schema/index.ts'
import { duration, MOST_TOLD, type Alarm } from './alarm.ts'

/** Six look-ups take seven minutes, and the sweep starts again after fifteen: an hour is several rounds without an answer. */
const UNKNOWN_AFTER_MS = HOUR_MS

/** Attempts to book whose outcome nobody knows yet. Found by the reservations that are moving (`reservation_moving`), which are few. */
export const unknown: Alarm = {
  kind: 'unknown',
  async find(ctx) {
    const now = ctx.now()
    const rows = await ctx.db.read
      .select({ id: reservation.id, reference: attempt.reference, started_at: attempt.started_at })
      .from(reservation)
      .innerJoin(attempt, and(eq(attempt.reservation_id, reservation.id), eq(attempt.state, 'started')))
      .where(and(eq(reservation.state, 'held'), lt(attempt.started_at, later(now, -UNKNOWN_AFTER_MS))))
      .orderBy(asc(attempt.started_at))
      .limit(MOST_TOLD)
    return rows.map(({ id, reference, started_at }) => ({
      subject: id,
      message: `Whether the venue has booked ${reference} is not known for ${duration(Date.parse(now) - Date.parse(started_at))}.`,
      todo: 'Look in the venue’s ticketing for an order of this reference; the reservation goes on by itself once the venue answers.',
    }))
  },
}
