import { and, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Json } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import { DAY_MS, HOUR_MS, later, type Instant } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { invitation, performance } from '../platform/schema/index.ts'
import { Problem } from '../platform/problems.ts'
import { endTrouble, showTrouble } from '../people/index.ts'

/** An unused seat stays provisional this long: doors that were offline send their scans late. */
const FINAL_AFTER_MS = 5 * DAY_MS
/** Cron closes an evening when the longest show is surely over. */
const OVER_AFTER_MS = 6 * HOUR_MS

export const finalAt = (now: Instant): Instant => later(now, FINAL_AFTER_MS)

/** Asks the partner who came, and books it. A platform that cannot say is left to its webhooks. */
export async function pollAttendance(ctx: Context, performance_id: string): Promise<void> {
  const [evening] = await ctx.db.read.select().from(performance).where(eq(performance.id, performance_id))
  if (!evening) throw new Problem('not_found', { what: 'performance' })
  const { connection_id, reference } = evening
  const ticketing = await openTicketing(ctx, connection_id)
  if (!ticketing.adapter.capabilities.attendance) return
  const seen = await able(ticketing, 'attendance', 'attendance')(reference, evening.attendance_cursor as Json)
  await ctx.db.call('record_scans', { connection_id, scans: seen.scans, now: ctx.now() })
  // the cursor moves only after the scans are booked: what is asked twice costs nothing
  await ctx.db.call('keep_attendance_cursor', { performance_id, cursor: seen.cursor })
}

/** Closes every evening that is over. One whose venue does not say who came is shown, and keeps no other open. */
export async function closeEvenings(ctx: Context): Promise<number> {
  const now = ctx.now()
  const over = await ctx.db.read
    .selectDistinct({ id: performance.id, title: performance.title })
    .from(performance)
    .innerJoin(invitation, eq(invitation.performance_id, performance.id))
    .where(
      and(
        isNull(performance.closed_at),
        eq(performance.state, 'scheduled'),
        lt(performance.starts_at, later(now, -OVER_AFTER_MS)),
      ),
    )
    .limit(20)
  let closed = 0
  for (const evening of over) {
    if (!(await asked(ctx, evening))) continue
    await ctx.db.call('close_evening', { performance_id: evening.id, final_at: finalAt(now), now })
    closed += 1
  }
  return closed
}

/** Scans that come after the evening was closed, until it is final. */
export async function pollLateScans(ctx: Context): Promise<void> {
  const provisional = await ctx.db.read
    .select({ id: performance.id, title: performance.title })
    .from(performance)
    .where(and(isNotNull(performance.closed_at), gt(performance.final_at, ctx.now())))
  for (const evening of provisional) await asked(ctx, evening)
}

/** Whether the venue could be asked who came; if not, a person is told, and it is asked again. */
async function asked(ctx: Context, { id, title }: { id: string; title: string }): Promise<boolean> {
  try {
    await pollAttendance(ctx, id)
    await endTrouble(ctx, 'attendance', id)
    return true
  } catch (cause) {
    const message = `The venue does not say who came to “${title}”: ${cause instanceof Error ? cause.message : String(cause)}`
    const todo =
      'It is asked again every minute until it answers. If it stays so, check the connection; the evening can also be closed by hand.'
    await showTrouble(ctx, 'attendance', id, message, todo)
    return false
  }
}
