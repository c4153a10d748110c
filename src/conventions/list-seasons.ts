import { asc, gt } from 'drizzle-orm'
import type { Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { season } from '../platform/schema/index.ts'

/** Seasons, in the order in which they were entered; every role sees them. */
export async function listSeasons(ctx: Context, page: Page) {
  const rows = await ctx.db.read
    .select()
    .from(season)
    .where(page.after ? gt(season.id, page.after) : undefined)
    .orderBy(asc(season.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
