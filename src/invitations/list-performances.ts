import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { connection, performance } from '../platform/schema/index.ts'
import { show } from './show.ts'

/** Evenings in the order of their hour; a structure sees its own. */
export async function listPerformances(
  ctx: Context,
  asker: Asker,
  page: {
    limit: number
    after?: string | undefined
    upcoming?: boolean | undefined
    connection_id?: string | undefined
  },
) {
  const rows = await ctx.db.read
    .select({
      id: performance.id,
      connection_id: performance.connection_id,
      reference: performance.reference,
      ...show,
      state: performance.state,
      seats_free: performance.seats_free,
      public_price_cents: performance.public_price_cents,
      closed_at: performance.closed_at,
      final_at: performance.final_at,
    })
    .from(performance)
    .innerJoin(connection, eq(connection.id, performance.connection_id))
    .where(
      and(
        asker.role === 'operator' ? undefined : eq(connection.structure_id, asker.organisation_id),
        page.connection_id ? eq(performance.connection_id, page.connection_id) : undefined,
        page.upcoming ? gte(performance.starts_at, ctx.now()) : undefined,
        afterEvening(page.after),
      ),
    )
    .orderBy(asc(performance.starts_at), asc(performance.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}

const afterEvening = (after: string | undefined) =>
  after === undefined
    ? undefined
    : sql`(${performance.starts_at}, ${performance.id}) > (select p.starts_at, p.id from performance p where p.id = ${after})`
