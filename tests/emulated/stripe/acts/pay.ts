import { emit } from '../events.ts'
import type { Charge, Method, PaymentIntent } from '../objects/payment.ts'
import { customerDetails, type Session } from '../objects/session.ts'
import { type Account, all, find, type World } from '../world.ts'
import { chooseAmount, expireDue, intentOf, totalOf } from './checkout.ts'
import { decline, makeIntent, succeed, tryToCharge } from './charge.ts'

export interface Paying {
  method?: Method
  /** cents for each line whose price the buyer sets, in their order */
  amounts?: readonly number[]
  /** the bank says no, in Stripe's word for it */
  declined?: string
  email?: string
}

/**
 * The buyer pays a Checkout Session. A card is paid at once; a SEPA debit is under way until `settlePayment`. A declined
 * try leaves the session open.
 */
export function pay(world: World, account: Account, id: string, paying: Paying = {}): PaymentIntent {
  expireDue(world, account)
  const session = find(account, 'checkout.session', id)
  if (session.status !== 'open') throw new Error(`${id} is ${session.status}: nobody can pay it.`)
  const items = account.items.get(id) ?? []
  const chosen = items.filter(({ price }) => price.custom_unit_amount)
  for (const [at, item] of chosen.entries()) {
    const cents = paying.amounts?.[at]
    if (cents !== undefined) chooseAmount(item, cents)
  }
  session.amount_subtotal = totalOf(items)
  session.amount_total = session.amount_subtotal
  const { method = 'card', email = 'camille.dupont@example.org' } = paying
  if (!session.payment_method_types.includes(method)) throw new Error(`${id} does not take ${method}.`)

  const payment = paymentOf(world, account, session)
  const charge = tryToCharge(world, account, payment, method, email)
  if (paying.declined !== undefined) {
    decline(world, account, charge, paying.declined)
    return payment
  }
  session.status = 'complete'
  session.url = null
  session.payment_intent = payment.id
  session.customer_details = customerDetails(email)
  if (method === 'sepa_debit') {
    payment.status = 'processing'
    emit(world, account, 'payment_intent.processing', payment)
    emit(world, account, 'charge.pending', charge)
  } else if (payment.capture_method === 'manual') {
    charge.status = 'succeeded'
    charge.paid = true
    payment.status = 'requires_capture'
    payment.amount_capturable = payment.amount
    emit(world, account, 'charge.succeeded', charge)
    emit(world, account, 'payment_intent.amount_capturable_updated', payment)
  } else {
    succeed(world, account, charge, payment.amount)
    session.payment_status = 'paid'
  }
  emit(world, account, 'checkout.session.completed', session)
  return payment
}

/** How a delayed method ended. */
export function settlePayment(
  world: World,
  account: Account,
  id: string,
  outcome: 'succeeded' | 'failed',
): PaymentIntent {
  const payment = find(account, 'payment_intent', id)
  if (payment.status !== 'processing')
    throw new Error(`${id} is ${payment.status}: there is nothing to settle.`)
  const charge = chargeOf(account, payment)
  const session = sessionOf(account, id)
  if (outcome === 'failed') {
    decline(world, account, charge, 'insufficient_funds')
    if (session) emit(world, account, 'checkout.session.async_payment_failed', session)
    return payment
  }
  succeed(world, account, charge, payment.amount)
  if (session) {
    session.payment_status = 'paid'
    emit(world, account, 'checkout.session.async_payment_succeeded', session)
  }
  return payment
}

/** Takes money that was only reserved, or a part of it; the rest is let go. */
export function capture(world: World, account: Account, id: string, cents?: number): PaymentIntent {
  const payment = find(account, 'payment_intent', id)
  if (payment.status !== 'requires_capture')
    throw new Error(`${id} is ${payment.status}: there is nothing to capture.`)
  const charge = chargeOf(account, payment)
  succeed(world, account, charge, cents ?? payment.amount, 'charge.captured')
  payment.amount_capturable = 0
  const session = sessionOf(account, id)
  if (session) session.payment_status = 'paid'
  return payment
}

/** A payment without Checkout, as a shop's own form makes it, paid by card. */
export function payDirectly(world: World, account: Account, cents: number): PaymentIntent {
  const payment = makeIntent(world, account, { amount: cents, currency: 'eur' })
  succeed(world, account, tryToCharge(world, account, payment, 'card', null), cents)
  return payment
}

export const sessionOf = (account: Account, payment: string): Session | undefined =>
  all(account, 'checkout.session').find(({ payment_intent }) => payment_intent === payment)
export const chargeOf = (account: Account, payment: PaymentIntent): Charge =>
  find(account, 'charge', payment.latest_charge ?? '')

/** The buyer's earlier, declined tries were on the same payment; the session names it only once it is complete. */
const begun = new WeakMap<Session, PaymentIntent>()
function paymentOf(world: World, account: Account, session: Session): PaymentIntent {
  const known = begun.get(session)
  if (known) return Object.assign(known, { amount: session.amount_total })
  const { capture_method, description, metadata } = intentOf.get(session) ?? {}
  const payment = makeIntent(world, account, {
    amount: session.amount_total,
    currency: session.currency,
    capture_method: capture_method === 'manual' ? 'manual' : 'automatic_async',
    description: description ?? null,
    metadata: metadata ?? {},
    payment_method_types: session.payment_method_types,
  })
  begun.set(session, payment)
  return payment
}
