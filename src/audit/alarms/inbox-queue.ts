import { sql } from 'drizzle-orm'
import { HOUR_MS, later } from '../../platform/clock.ts'
import { duration, type Alarm } from './alarm.ts'

/** Due for so long and not worked on. An opening of 10,000 orders at a partner's pace of 360 a minute takes half an hour. */
const OVERDUE_MS = HOUR_MS
/** Three webhooks for each of an opening's 10,000 orders, twice over. */
const MOST_WAITING = 60_000

/** Webhooks that wait: too many, or the next of them for too long. Those that wait for their next try are not due. */
export const inboxQueue: Alarm = {
  kind: 'queue',
  async find(ctx) {
    const now = ctx.now()
    const { rows } = await ctx.db.read.execute<{ waiting: number; due_at: string | null }>(sql`
      select count(*)::int as waiting, min(next_try_at) as due_at from (
        select next_try_at from inbox where state = 'received' order by next_try_at limit ${MOST_WAITING + 1}) w`)
    const { waiting = 0, due_at = null } = rows[0] ?? {}
    const overdue_ms = due_at === null ? 0 : Date.parse(now) - new Date(due_at).getTime()
    if (
      waiting <= MOST_WAITING &&
      (due_at === null || new Date(due_at).toISOString() >= later(now, -OVERDUE_MS))
    )
      return []
    const many = waiting > MOST_WAITING ? `More than ${MOST_WAITING}` : String(waiting)
    return [
      {
        subject: 'inbox',
        message: `${many} webhooks wait to be worked on; the next is due for ${duration(Math.max(0, overdue_ms))}.`,
        todo: 'Look whether the queue fauteuil-inbox has a consumer, and into the log for tasks that fail; nothing is lost meanwhile.',
      },
    ]
  },
}
