import { and, asc, eq, gt } from 'drizzle-orm'
import type { Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { surplusDecision } from '../platform/schema/index.ts'
import { approvalsOf } from './list-conventions.ts'

/** Uses of a convention's surplus, proposed or taken. The caller has checked that the asker sees the convention. */
export async function listSurplus(ctx: Context, convention_id: string, page: Page) {
  const rows = await ctx.db.read
    .select()
    .from(surplusDecision)
    .where(
      and(
        eq(surplusDecision.convention_id, convention_id),
        page.after ? gt(surplusDecision.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(surplusDecision.id))
    .limit(page.limit + 1)
  const { items, next } = paged(rows, page.limit)
  const said = await approvalsOf(
    ctx,
    items.map(({ id }) => id),
  )
  const withApprovals = items.map((item) => ({
    ...item,
    approvals: (said.get(item.id) ?? []).flatMap(({ side }) => (side === 'relay' ? [] : [side])),
  }))
  return { items: withApprovals, next }
}
