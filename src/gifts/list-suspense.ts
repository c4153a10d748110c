import { and, eq, gt, gte, isNull, lt, min, sql } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { connection, convention, gift, organisation, season } from '../platform/schema/index.ts'

const AT_MOST = 25

/**
 * Gifts with money that no convention in force collects, by structure and by the convention of their days, the oldest first.
 * `season` is null where the structure has no convention for those days; `in_force_at` is when a version that both sides
 * approved comes into force, null while none is approved. `cents` of all of them; `first` and `last`: when they were given.
 */
export async function listSuspense(ctx: Context) {
  const instant = (at: string) => new Date(at).toISOString()
  const rows = await ctx.db.read
    .select({
      structure: organisation.name,
      season: season.name,
      in_force_at:
        sql`(select min(v.in_force_at) from convention_version v where v.convention_id = ${convention.id})`.mapWith(
          (at: string): Instant | null => instant(at),
        ),
      gifts: sql<number>`count(*)::int`,
      cents: sql`sum(${gift.cents})`.mapWith(Number),
      first: sql`min(${gift.given_at})`.mapWith(instant),
      last: sql`max(${gift.given_at})`.mapWith(instant),
    })
    .from(gift)
    .innerJoin(connection, eq(connection.id, gift.connection_id))
    .innerJoin(organisation, eq(organisation.id, connection.structure_id))
    .leftJoin(
      convention,
      and(
        eq(convention.structure_id, connection.structure_id),
        gte(gift.given_at, convention.collects_from),
        lt(gift.given_at, convention.collects_until),
      ),
    )
    .leftJoin(season, eq(season.id, convention.season_id))
    .where(
      and(
        isNull(gift.convention_id),
        gt(gift.cents, 0),
        // what is in force already takes them in within a minute
        sql`not exists (select from convention_version v
          where v.convention_id = ${convention.id} and v.in_force_at <= ${ctx.now()})`,
      ),
    )
    .groupBy(organisation.id, convention.id, season.id)
    .orderBy(min(gift.given_at), organisation.name)
    .limit(AT_MOST + 1)
  return { items: rows.slice(0, AT_MOST), more: rows.length > AT_MOST }
}
export type Suspended = Awaited<ReturnType<typeof listSuspense>>['items'][number]
