import { sql } from 'drizzle-orm'
import { HOUR_MS, later } from '../../platform/clock.ts'
import { duration, type Alarm } from './alarm.ts'

/** Cron sends fifty a minute. */
const OVERDUE_MS = HOUR_MS
const MOST_WAITING = 3_000
/** Those that failed so often are a trouble of their own (`mail_sent.sql`). */
const TRIES = 8

/** Mails that wait: too many, or the oldest for too long. Where no mail service is bound they wait by intention. */
export const outboxQueue: Alarm = {
  kind: 'outbox',
  async find(ctx) {
    if (!ctx.send) return []
    const now = ctx.now()
    const { rows } = await ctx.db.read.execute<{ waiting: number; oldest_at: string | null }>(sql`
      select count(*)::int as waiting, min(created_at) as oldest_at from (
        select created_at from mail where sent_at is null and tries < ${TRIES} order by created_at limit ${MOST_WAITING + 1}) w`)
    const { waiting = 0, oldest_at = null } = rows[0] ?? {}
    const oldest = oldest_at === null ? now : new Date(oldest_at).toISOString()
    if (waiting <= MOST_WAITING && oldest >= later(now, -OVERDUE_MS)) return []
    const many = waiting > MOST_WAITING ? `More than ${MOST_WAITING}` : String(waiting)
    return [
      {
        subject: 'outbox',
        message: `${many} mails wait to be sent, the oldest for ${duration(Date.parse(now) - Date.parse(oldest))}.`,
        todo: 'Check the mail service and MAIL_FROM; relays find everything on their pages meanwhile.',
      },
    ]
  },
}
