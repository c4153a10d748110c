import { z } from 'zod'
import { capture } from '../acts/pay.ts'
import { refund, settleRefund } from '../acts/refund.ts'
import { invalid } from '../errors.ts'
import { REFUND_REASONS } from '../objects/refund.ts'
import { type Account, find } from '../world.ts'
import { cents, expand, list, metadata, nothing, retrieve, route } from './route.ts'

const optional = z.string().optional()
const NewRefund = z.strictObject({
  charge: optional,
  payment_intent: optional,
  amount: cents.optional(),
  metadata: metadata.optional(),
  reason: z.enum(REFUND_REASONS).optional(),
  expand,
})

/** Payments, the charges that they are made of, and what was paid back of them. */
export const paymentRoutes = [
  list('payment_intent', '/v1/payment_intents', {}, () => true),
  retrieve('payment_intent', '/v1/payment_intents'),
  route(
    'POST',
    '/v1/payment_intents/:id/capture',
    z.strictObject({ amount_to_capture: cents.optional(), expand }),
    ({ world, account, ids, params }) => {
      const { status, id } = find(account, 'payment_intent', ids['id'] ?? '')
      if (status !== 'requires_capture')
        throw invalid(`This PaymentIntent could not be captured because it has a status of ${status}.`, {
          code: 'payment_intent_unexpected_state',
        })
      return capture(world, account, id, params.amount_to_capture)
    },
  ),
  list(
    'charge',
    '/v1/charges',
    { payment_intent: optional },
    (one, { payment_intent }) => payment_intent === undefined || one.payment_intent === payment_intent,
  ),
  retrieve('charge', '/v1/charges'),
  route('POST', '/v1/refunds', NewRefund, ({ world, account, params, cause }) => {
    const { amount, metadata: written, reason } = params
    return refund(
      world,
      account,
      refundable(account, params),
      { cents: amount, metadata: written, reason },
      cause,
    )
  }),
  list(
    'refund',
    '/v1/refunds',
    { charge: optional, payment_intent: optional },
    (one, { charge, payment_intent }) =>
      (charge === undefined || one.charge === charge) &&
      (payment_intent === undefined || one.payment_intent === payment_intent),
  ),
  retrieve('refund', '/v1/refunds'),
  route('POST', '/v1/refunds/:id/cancel', nothing, ({ world, account, ids, cause }) =>
    settleRefund(world, account, ids['id'] ?? '', 'canceled', cause),
  ),
]

function refundable(account: Account, { charge, payment_intent }: z.infer<typeof NewRefund>) {
  if (charge !== undefined) return find(account, 'charge', charge, { name: 'charge', status: 404 })
  if (payment_intent === undefined)
    throw invalid(
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const { latest_charge, amount_received } = find(account, 'payment_intent', payment_intent, {
    name: 'payment_intent',
    status: 404,
  })
  if (amount_received === 0 || latest_charge === null)
    throw invalid('This PaymentIntent does not have a successful charge to refund.', {
      code: 'payment_intent_unexpected_state',
    })
  return find(account, 'charge', latest_charge)
}
