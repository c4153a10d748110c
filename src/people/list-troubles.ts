import { and, asc, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { trouble } from '../platform/schema/index.ts'
import type { Page } from './fields.ts'

/** What a person has to see to, the oldest first, or (`open` false) what was resolved; for the operator. */
export async function listTroubles(ctx: Context, page: Page & { open: boolean }) {
  const rows = await ctx.db.read
    .select()
    .from(trouble)
    .where(
      and(
        page.open ? isNull(trouble.resolved_at) : isNotNull(trouble.resolved_at),
        page.after
          ? sql`(opened_at, id) > (select t.opened_at, t.id from trouble t where t.id = ${page.after})`
          : undefined,
      ),
    )
    .orderBy(asc(trouble.opened_at), asc(trouble.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
