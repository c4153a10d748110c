import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PayRequest } from '../../adapters/contract/index.ts'
import { adapters } from '../../adapters/registry.ts'
import { able, asProblem, openConnection } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection, gift } from '../platform/schema/index.ts'

/** A page on which a gift is paid, until it ends. */
export interface OpenedPayment {
  /** the provider's own name of it */
  payment: string
  url: string
  ends_at: string
}

const PAYING = Object.values(adapters).flatMap(({ platform, capabilities }) =>
  capabilities.pay ? [platform] : [],
)

/**
 * Opens a page on which one gift is paid to a structure's donee, by its own payment account. Nothing is written here: the
 * gift is booked when the account tells that it was paid. The same intent again is the same page, so a double click, or an
 * answer that got lost, pays nothing twice; the provider knows it for a day, and once its gift is booked there is no page.
 * One round trip, and one call to the provider.
 * @returns null: the gift of this intent is booked already
 * @throws Problem payment_not_connected, idempotency_key_reused (the intent was for something else), partner_refused,
 *   partner_unavailable (ask again with the same intent)
 */
export async function openPayment(
  ctx: Context,
  structure_id: string,
  request: PayRequest,
): Promise<OpenedPayment | null> {
  const paid = sql`${gift.evidence}->'consent'->>'intent' = ${request.intent}`
  const [found] = await ctx.db.read
    .select({ line: connection, given: gift.id })
    .from(connection)
    .leftJoin(gift, and(eq(gift.connection_id, connection.id), paid))
    .where(
      and(
        eq(connection.structure_id, structure_id),
        eq(connection.state, 'enabled'),
        inArray(connection.platform, PAYING),
      ),
    )
    .orderBy(connection.id)
    .limit(1)
  if (!found) throw new Problem('payment_not_connected')
  if (found.given) return null
  const pay = able(await openConnection(ctx, found.line), 'pay', 'pay')
  const page = await asProblem(pay(request))
  if (page.outcome === 'intent_used') throw new Problem('idempotency_key_reused')
  const { payment, url, ends_at } = page
  return { payment, url, ends_at }
}
