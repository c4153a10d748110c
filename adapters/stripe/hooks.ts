import type { Reading } from '../contract/index.ts'
import { eventIn } from './event.ts'

/** The events that the deployment's webhook at Stripe has to ask for, of connected accounts. */
export const EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'charge.captured',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'payout.paid',
  'payout.failed',
  'account.application.deauthorized',
] as const

const OF_PAYMENTS = ['checkout.session.', 'charge.refund', 'charge.captured', 'charge.dispute.', 'refund.']
/** With each the account's books of some days are closed. */
const OF_PAYOUTS = ['payout.paid', 'payout.failed', 'payout.canceled']

export { verify } from './verify.ts'

export function read(body: string): Reading {
  const event = eventIn(body)
  if (!event) return { unreadable: 'the body is no event of Stripe (id, type, data.object)' }
  const { type, data } = event
  if (type === 'account.application.deauthorized')
    return { unreadable: 'the donee has taken away our access to its Stripe account' }
  if (OF_PAYOUTS.includes(type)) return { looks: [{ kind: 'books' }] }
  if (!OF_PAYMENTS.some((prefix) => type.startsWith(prefix)))
    return { ignored: `${type} means nothing to us` }
  const payment = data.object.payment_intent
  if (!payment) return { ignored: `${type} of something that nobody paid` }
  return { looks: [{ kind: 'order', order: payment }] }
}
