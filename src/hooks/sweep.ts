import { and, asc, eq, lte } from 'drizzle-orm'
import { DAY_MS, later, MINUTE_MS } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { inbox } from '../platform/schema/index.ts'

/** Raw bodies are kept this long after they were worked on, to look into what seems wrong; then they are erased. */
const KEEP_BODIES_MS = 30 * DAY_MS
/** The queue normally takes seconds; only what is older was lost, or waits for its next try. */
const LOST_AFTER_MS = MINUTE_MS

/** Hands to the queue again what it lost, and what is due for another try. */
export async function requeueHooks(ctx: Context): Promise<void> {
  const now = ctx.now()
  const due = await ctx.db.read
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(
        eq(inbox.state, 'received'),
        lte(inbox.next_try_at, now),
        lte(inbox.received_at, later(now, -LOST_AFTER_MS)),
      ),
    )
    .orderBy(asc(inbox.next_try_at))
    .limit(100)
  if (due.length > 0) await ctx.enqueue(due.map(({ id }) => id))
}

export async function eraseBodies(ctx: Context): Promise<void> {
  await ctx.db.call('erase_hooks', { before: later(ctx.now(), -KEEP_BODIES_MS) })
}
