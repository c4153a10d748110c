import { and, asc, eq, gt } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { organisation } from '../platform/schema/index.ts'
import type { Page } from './fields.ts'

/** Those of one role, in the order in which they joined; for the operator. */
export async function listOrganisations(ctx: Context, role: 'structure' | 'relay', page: Page) {
  const rows = await ctx.db.read
    .select()
    .from(organisation)
    .where(and(eq(organisation.role, role), page.after ? gt(organisation.id, page.after) : undefined))
    .orderBy(asc(organisation.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
