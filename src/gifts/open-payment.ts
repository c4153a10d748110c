import { and, eq, inArray } from 'drizzle-orm'
import { RetryLater, type PaymentPage, type PayRequest } from '../../adapters/contract/index.ts'
import { adapters } from '../../adapters/registry.ts'
import { able, asProblem, openConnection } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection, gift } from '../platform/schema/index.ts'
import { isOfIntent } from './list-trace.ts'

/** A page on which a gift is paid, until it ends; or, when it was paid, the page that thanks for it. */
export interface OpenedPayment {
  /** the provider's own name of it */
  payment: string
  url: string
  ends_at: string
}

const PAYING = Object.values(adapters).flatMap(({ platform, capabilities }) =>
  capabilities.pay ? [platform] : [],
)

/** A provider that answers within so long is waited for, and asked so many times. */
const SOON_MS = 1_000
const ASKED_AT_MOST = 5

/**
 * Opens a page on which one gift is paid to a structure's donee, by its own payment account. Nothing is written here: the
 * gift is booked when the account tells that it was paid. The same intent again is the same page, so a double click, or an
 * answer that got lost, pays nothing twice; once it was paid it leads to `paid_url`. One round trip, and one call to the
 * provider (two when the intent is not new).
 * @throws Problem payment_not_connected, idempotency_key_reused (the intent was for something else), partner_refused,
 *   partner_unavailable (ask again with the same intent)
 */
export async function openPayment(
  ctx: Context,
  structure_id: string,
  request: PayRequest,
): Promise<OpenedPayment> {
  const [found] = await ctx.db.read
    .select({ connection, given: gift.reference })
    .from(connection)
    .leftJoin(gift, and(eq(gift.connection_id, connection.id), isOfIntent(request.intent)))
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
  // a provider forgets an intent; the books do not
  if (found.given) return { payment: found.given, url: request.paid_url, ends_at: ctx.now() }
  const pay = able(await openConnection(ctx, found.connection), 'pay', 'pay')
  const page = await asProblem(patiently(ctx, async () => pay(request)))
  if (page.outcome === 'intent_used') throw new Problem('idempotency_key_reused')
  const { payment, ends_at } = page
  return { payment, url: page.outcome === 'paid' ? request.paid_url : page.url, ends_at }
}

/** A second click comes while the first is being answered: it waits for that answer. */
async function patiently(ctx: Context, ask: () => Promise<PaymentPage>): Promise<PaymentPage> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await ask()
    } catch (cause) {
      const soon = cause instanceof RetryLater && cause.after_ms <= SOON_MS
      if (!soon || asked === ASKED_AT_MOST) throw cause
      await ctx.sleep(cause.after_ms)
    }
  }
}
