import { emit } from '../events.ts'
import {
  type Charge,
  type Method,
  methodOf,
  newCharge,
  newPaymentIntent,
  type PaymentIntent,
} from '../objects/payment.ts'
import { type Account, find, keep, seconds, type World } from '../world.ts'
import { moveMoney } from './movements.ts'

type Intent = Pick<PaymentIntent, 'amount' | 'currency'> &
  Partial<Pick<PaymentIntent, 'capture_method' | 'description' | 'metadata' | 'payment_method_types'>>
export function makeIntent(world: World, account: Account, intent: Intent): PaymentIntent {
  const payment = newPaymentIntent({
    id: world.id('pi'),
    created: seconds(world),
    livemode: world.livemode,
    capture_method: 'automatic_async',
    description: null,
    metadata: {},
    payment_method_types: ['card'],
    ...intent,
  })
  keep(account, payment)
  emit(world, account, 'payment_intent.created', payment)
  return payment
}

export function tryToCharge(
  world: World,
  account: Account,
  payment: PaymentIntent,
  method: Method,
  email: string | null,
): Charge {
  const charge = keep(
    account,
    newCharge({
      id: world.id(method === 'card' ? 'ch' : 'py'),
      created: seconds(world),
      livemode: world.livemode,
      payment,
      payment_method: world.id('pm'),
      method,
      email,
    }),
  )
  payment.latest_charge = charge.id
  payment.payment_method = charge.payment_method
  payment.last_payment_error = null
  return charge
}

/** What Stripe keeps of a European card, and of a SEPA debit. */
const feeOf = (method: Method, cents: number): number =>
  method === 'card' ? Math.round(cents * 0.015) + 25 : 35

export function succeed(
  world: World,
  account: Account,
  charge: Charge,
  cents: number,
  told: 'charge.succeeded' | 'charge.captured' = 'charge.succeeded',
): void {
  const payment = find(account, 'payment_intent', charge.payment_intent)
  charge.status = 'succeeded'
  charge.paid = true
  charge.captured = true
  charge.amount_captured = cents
  payment.status = 'succeeded'
  payment.amount_received = cents
  const method = methodOf(charge)
  const movement = moveMoney(world, account, {
    amount: cents,
    currency: charge.currency,
    fee: feeOf(method, cents),
    type: method === 'card' ? 'charge' : 'payment',
    reporting_category: 'charge',
    source: charge.id,
  })
  // told before the movement is written, as Stripe does since it captures asynchronously
  emit(world, account, told, charge)
  emit(world, account, 'payment_intent.succeeded', payment)
  charge.balance_transaction = movement.id
  emit(world, account, 'charge.updated', charge, { previous_attributes: { balance_transaction: null } })
}

export function decline(world: World, account: Account, charge: Charge, code: string): void {
  const payment = find(account, 'payment_intent', charge.payment_intent)
  const message = 'The payment was declined.'
  charge.status = 'failed'
  charge.failure_code = code
  charge.failure_message = message
  payment.status = 'requires_payment_method'
  payment.last_payment_error = { type: 'card_error', code, message }
  emit(world, account, 'charge.failed', charge)
  emit(world, account, 'payment_intent.payment_failed', payment)
}
