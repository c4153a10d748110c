import { and, asc, eq, gt } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { apiKey } from '../platform/schema/index.ts'
import type { Asker } from './asker.ts'
import type { Page } from './fields.ts'

/** Keys without their hashes: the operator sees all, an organisation its own. */
export async function listKeys(
  ctx: Context,
  asker: Asker,
  page: Page & { organisation_id?: string | undefined },
) {
  const of = asker.role === 'operator' ? page.organisation_id : asker.organisation_id
  const { id, organisation_id, label, created_at, revoked_at } = apiKey
  const rows = await ctx.db.read
    .select({ id, organisation_id, label, created_at, revoked_at })
    .from(apiKey)
    .where(and(of ? eq(organisation_id, of) : undefined, page.after ? gt(id, page.after) : undefined))
    .orderBy(asc(id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
