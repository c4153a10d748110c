import { isNull } from 'drizzle-orm'
import { later, MINUTE_MS } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { inflow } from '../platform/schema/index.ts'
import { offerFreeSeats } from './offer-free-seats.ts'
import { openSeats } from './open-seats.ts'

/** A run that has not moved for this long was lost, or waits for something that has come since. */
const HALTED_AFTER_MS = 15 * MINUTE_MS

/** Starts again, under the next number, what came to a halt. */
export async function restartHalted(ctx: Context): Promise<void> {
  const now = ctx.now()
  const halted = await ctx.db.call('claim_halted', {
    older_than: later(now, -HALTED_AFTER_MS),
    limit: 50,
    now,
  })
  await ctx.drive(halted.map(({ id, drive }) => ({ id: `${id}-${drive}`, params: { reservation_id: id } })))
}

/**
 * Ends the turns on waiting lists that nobody answered, and asks the next: on every list, since a credit that came back
 * from one evening serves any other, and a run may have died before it asked.
 */
export async function endTurns(ctx: Context): Promise<void> {
  await ctx.db.call('end_turns', { now: ctx.now() })
  await offerFreeSeats(ctx, 'all')
}

/** Posts gifts whose convention has come into force since, and converts whatever waits for it. */
export async function convertWaiting(ctx: Context): Promise<void> {
  await ctx.db.call('post_suspended', { now: ctx.now(), limit: 1_000 })
  const waiting = await ctx.db.read
    .selectDistinct({ convention_id: inflow.convention_id })
    .from(inflow)
    .where(isNull(inflow.applied_at))
  for (const { convention_id } of waiting) {
    // one that fails keeps no other from its seats; the next minute tries it again
    await openSeats(ctx, convention_id).catch((cause: unknown) =>
      ctx.log('conversion_failed', { convention_id, cause: String(cause) }),
    )
  }
}
