import { z } from 'zod'
import type { OrderState } from '../contract/index.ts'
import { Dispute, type Item, Items, PaidSession, type Payment, Refund } from './fields.ts'
import { giftsOf } from './gifts.ts'
import type { Line } from './line.ts'
import { giftLines } from './marks.ts'
import { movementsOf } from './movements.ts'

const Found = z.object({ data: z.array(PaidSession) })
const Known = z.object({ id: z.string() })

/**
 * Everything of one payment that concerns us: an order is a payment. Null when the account has no such payment; one that
 * was not made through Checkout, or holds no gift, gives nothing.
 */
export async function order(line: Line, payment: string): Promise<OrderState | null> {
  const session = await sessionOf(line, payment)
  if (!session) {
    const known = await line.api.find(Known, async (stripe) => stripe.paymentIntents.retrieve(payment))
    return known && { order: payment, gifts: [], booking: null }
  }
  const items = await itemsOf(line, session)
  if (giftLines(session, items).length === 0) return { order: payment, gifts: [], booking: null }
  const paid: Payment = { account: line.account, session, items, ...(await whatWentBack(line, payment)) }
  return { order: payment, gifts: giftsOf(paid), booking: null, movements: movementsOf(paid) }
}

async function sessionOf({ api }: Line, payment: string): Promise<PaidSession | undefined> {
  const found = await api.find(Found, async (stripe) =>
    stripe.checkout.sessions.list({
      payment_intent: payment,
      limit: 1,
      expand: ['data.line_items', 'data.payment_intent.latest_charge.balance_transaction'],
    }),
  )
  return found?.data[0]
}

/** A session brings its first lines along; the others are asked for. */
export async function itemsOf({ api }: Line, { id, line_items }: PaidSession): Promise<Item[]> {
  if (!line_items.has_more) return line_items.data
  const whole = await api.get(Items, async (stripe) =>
    stripe.checkout.sessions.listLineItems(id, { limit: 100 }),
  )
  return whole.data
}

/** Always both: what was paid back or disputed once counts in the version, even when all of it has come back. */
async function whatWentBack(
  { api }: Line,
  payment_intent: string,
): Promise<Pick<Payment, 'refunds' | 'disputes'>> {
  const refunds = await api.all(Refund, async (stripe, page) =>
    stripe.refunds.list({
      payment_intent,
      expand: ['data.balance_transaction', 'data.failure_balance_transaction'],
      ...page,
    }),
  )
  const disputes = await api.all(Dispute, async (stripe, page) =>
    stripe.disputes.list({ payment_intent, ...page }),
  )
  return { refunds, disputes }
}
