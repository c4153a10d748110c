import { and, desc, eq, gt, lte } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { convention, conventionVersion } from '../platform/schema/index.ts'

/** What a seat costs the fund by the convention that collects for a structure now; null where there is none. One round trip. */
export async function seatPriceOf(ctx: Context, structure_id: string): Promise<number | null> {
  const now = ctx.now()
  const [found] = await ctx.db.read
    .select({ seat_price_cents: conventionVersion.seat_price_cents })
    .from(conventionVersion)
    .innerJoin(convention, eq(convention.id, conventionVersion.convention_id))
    .where(
      and(
        eq(convention.structure_id, structure_id),
        lte(convention.collects_from, now),
        gt(convention.collects_until, now),
        lte(conventionVersion.in_force_at, now),
      ),
    )
    .orderBy(desc(conventionVersion.number))
    .limit(1)
  return found?.seat_price_cents ?? null
}
