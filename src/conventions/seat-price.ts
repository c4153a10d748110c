import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { convention, conventionVersion } from '../platform/schema/index.ts'
import { collectsAt } from './collecting.ts'

/** What a seat costs the fund by the convention that collects for a structure now; null where there is none. One round trip. */
export async function seatPriceOf(ctx: Context, structure_id: string): Promise<number | null> {
  const [found] = await ctx.db.read
    .select({ seat_price_cents: conventionVersion.seat_price_cents })
    .from(conventionVersion)
    .innerJoin(convention, eq(convention.id, conventionVersion.convention_id))
    .where(and(eq(convention.structure_id, structure_id), collectsAt(ctx.now())))
    .orderBy(desc(conventionVersion.number))
    .limit(1)
  return found?.seat_price_cents ?? null
}
