import { sql } from 'drizzle-orm'
import { HOUR_MS, later } from '../../platform/clock.ts'
import { duration, type Alarm } from './alarm.ts'

/** It moves every minute; only a transaction that does not end holds it back. */
const STILL_AFTER_MS = HOUR_MS

/** The oldest posting that is not rolled up yet. Balances stay right, and take longer to read the more there are. */
export const rollUp: Alarm = {
  kind: 'roll_up',
  async find(ctx) {
    const now = ctx.now()
    const { rows } = await ctx.db.read.execute<{ at: string }>(sql`
      select e.at from rollup_horizon h join posting p on p.written_by >= h.written_before join entry e on e.id = p.entry_id
       order by p.written_by limit 1`)
    const at = rows[0] && new Date(rows[0].at).toISOString()
    if (!at || at >= later(now, -STILL_AFTER_MS)) return []
    return [
      {
        subject: 'rollup',
        message: `Postings of ${duration(Date.parse(now) - Date.parse(at))} ago are not rolled up.`,
        todo: 'Look for a transaction that does not end (pg_stat_activity, the oldest xact_start) and end it; look into the log for rollUp.',
      },
    ]
  },
}
