import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { ownOnly, type Asker, type Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { connection, paymentMovement, payout } from '../platform/schema/index.ts'

/** Payouts in the order in which they became known, with the gifts that are in them; a structure sees those of its own accounts. */
export async function listPayouts(ctx: Context, asker: Asker, page: Page) {
  const { id, connection_id, reference, cents, state, made_at, arrives_at } = payout
  const sumOf = (column: typeof paymentMovement.gift_cents | typeof paymentMovement.fee_cents) =>
    sql<number>`coalesce(sum(${column}), 0)::bigint`.mapWith(Number)
  const rows = await ctx.db.read
    .select({
      id,
      connection_id,
      reference,
      cents,
      state,
      made_at,
      arrives_at,
      gift_cents: sumOf(paymentMovement.gift_cents),
      fee_cents: sumOf(paymentMovement.fee_cents),
    })
    .from(payout)
    .innerJoin(connection, eq(connection.id, connection_id))
    .leftJoin(
      paymentMovement,
      and(eq(paymentMovement.connection_id, connection_id), eq(paymentMovement.payout_reference, reference)),
    )
    .where(and(ownOnly(asker, connection.structure_id), page.after ? gt(id, page.after) : undefined))
    .groupBy(id)
    .orderBy(asc(id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
