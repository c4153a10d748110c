import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { difference } from '../platform/schema/index.ts'

/** Where a ticketing's own books and ours disagree, the oldest first; for the operator. */
export async function listDifferences(
  ctx: Context,
  page: Page & { open: boolean; connection_id?: string | undefined },
) {
  const rows = await ctx.db.read
    .select()
    .from(difference)
    .where(
      and(
        page.open ? isNull(difference.settled_at) : isNotNull(difference.settled_at),
        page.connection_id ? eq(difference.connection_id, page.connection_id) : undefined,
        page.after
          ? sql`(found_at, id) > (select d.found_at, d.id from difference d where d.id = ${page.after})`
          : undefined,
      ),
    )
    .orderBy(asc(difference.found_at), asc(difference.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
