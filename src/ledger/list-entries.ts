import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { z } from '@hono/zod-openapi'
import type { Context } from '../platform/context.ts'
import { entry, posting } from '../platform/schema/index.ts'
import { ACCOUNTS } from './accounts.ts'
import type { entryPageQuery, entryPageSchema } from './schemas.ts'

/**
 * What was posted for a convention, entry by entry, each with its postings. Numbers are given before they are committed:
 * whoever follows the end of the list should look again at the last few. Two round trips.
 */
export async function listEntries(
  ctx: Context,
  convention_id: string,
  { limit, after }: z.infer<typeof entryPageQuery>,
): Promise<z.infer<typeof entryPageSchema>> {
  const found = await ctx.db.read
    .select({ id: entry.id, cause: entry.cause, cause_id: entry.cause_id, at: entry.at })
    .from(entry)
    .where(and(eq(entry.convention_id, convention_id), after === undefined ? undefined : gt(entry.id, after)))
    .orderBy(asc(entry.id))
    .limit(limit + 1)
  const page = found.slice(0, limit)
  const lines = await ctx.db.read
    .select()
    .from(posting)
    .where(
      inArray(
        posting.entry_id,
        page.map(({ id }) => id),
      ),
    )
    .orderBy(asc(posting.entry_id), asc(posting.n))
  const of = Map.groupBy(lines, ({ entry_id }) => entry_id)
  const items = page.map((one) => ({
    ...one,
    postings: (of.get(one.id) ?? []).map(({ debit, credit, amount }) => ({
      debit,
      credit,
      unit: ACCOUNTS[debit].unit,
      amount,
    })),
  }))
  return { items, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
}
