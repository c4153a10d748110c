import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { ownOnly, type Asker, type Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { connection, gift } from '../platform/schema/index.ts'

/** The columns of a gift that lists show. */
export const shown = {
  id: gift.id,
  connection_id: gift.connection_id,
  reference: gift.reference,
  cents: gift.cents,
  convention_id: gift.convention_id,
  convention_version: gift.convention_version,
  posted_cents: gift.posted_cents,
  given_at: gift.given_at,
  observed_at: gift.observed_at,
}

/**
 * Gifts as last observed, in the order in which they were first; a structure sees those of its own ticketings.
 * `suspense`: those that no convention in force collects yet.
 */
export async function listGifts(
  ctx: Context,
  asker: Asker,
  page: Page & { convention_id?: string | undefined; suspense?: boolean | undefined },
) {
  const suspense =
    page.suspense === undefined
      ? undefined
      : page.suspense
        ? isNull(gift.convention_id)
        : isNotNull(gift.convention_id)
  const rows = await ctx.db.read
    .select(shown)
    .from(gift)
    .innerJoin(connection, eq(connection.id, gift.connection_id))
    .where(
      and(
        ownOnly(asker, connection.structure_id),
        page.convention_id ? eq(gift.convention_id, page.convention_id) : undefined,
        suspense,
        page.after ? gt(gift.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(gift.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
