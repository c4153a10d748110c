import { sql } from 'drizzle-orm'
import { HOUR_MS, later, MINUTE_MS } from '../../platform/clock.ts'
import { MOST_TOLD, type Alarm } from './alarm.ts'

/** Three attempts of seven minutes each, and as many rounds of the sweep: what is held longer is stuck. */
const HELD_AT_MOST_MS = 2 * HOUR_MS
/** Turns of the waiting list end by cron, in the minute. */
const ENDED_AFTER_MS = 10 * MINUTE_MS

/**
 * Seats and credits kept for a reservation longer than they may be: while the venue is asked, or past the end of a turn on the
 * waiting list. Found by the reservations that are moving and by the lists that wait, which are few.
 */
export const held: Alarm = {
  kind: 'hold',
  async find(ctx) {
    const now = ctx.now()
    const { rows } = await ctx.db.read.execute<{ id: string; state: string; since: string }>(sql`
      (select r.id, 'asked of the venue' as state, r.changed_at as since from reservation r
        where r.state = 'held' and r.driven_at is not null and r.changed_at < ${later(now, -HELD_AT_MOST_MS)}
        order by r.driven_at limit ${MOST_TOLD})
      union all
      (select r.id, 'offered to the relay until', r.expires_at from waiting w join reservation r on r.id = w.reservation_id
        where w.state = 'asked' and r.state = 'asked' and r.expires_at < ${later(now, -ENDED_AFTER_MS)}
        order by r.expires_at limit ${MOST_TOLD})`)
    return rows.slice(0, MOST_TOLD).map(({ id, state, since }) => ({
      subject: id,
      message: `Its seats are still kept: ${state} ${new Date(since).toISOString()}.`,
      todo: 'Resume the reservation; if its seats stay kept, look into the log of cron and of the Workflow.',
    }))
  },
}
