import { DAY_MS, later } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'

/** A write repeated later than this is a new one. */
const REMEMBER_WRITES_MS = 30 * DAY_MS
const BATCH = 5_000

/** Forgets the idempotency keys, and the answers kept with them, of writes older than thirty days. Answers how many. */
export async function purgeWrites(ctx: Context): Promise<number> {
  const before = later(ctx.now(), -REMEMBER_WRITES_MS)
  for (let all = 0; ;) {
    const { purged } = await ctx.db.call('purge_idempotency', { before, limit: BATCH })
    all += purged
    if (purged < BATCH) return all
  }
}
