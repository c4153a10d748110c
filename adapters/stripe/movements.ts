import type { PaymentMovement } from '../contract/index.ts'
import { instantOf } from './api.ts'
import type { Movement, Payment } from './fields.ts'
import { giftsOf } from './gifts.ts'
import { giftLines } from './marks.ts'
import { sum } from './version.ts'

/** A movement of one payment, and what is known of the payment once it has happened. */
interface Step {
  movement: Movement
  after: (before: Payment) => Payment
}

/**
 * Stripe's own entries for one payment, each with the gifts' share: what the gifts came to after it, less what they came to
 * before. So the shares add up to what is left of the gifts. Of a fee, gifts bear as much as they were of the whole payment.
 */
export function movementsOf(payment: Payment): PaymentMovement[] {
  const { session, items } = payment
  const whole = sum(items.map(({ amount_total }) => amount_total))
  const given = sum(giftLines(session, items).map(({ amount_total }) => amount_total))
  const gift = giftsOf(payment)[0]?.reference
  if (gift === undefined || whole === 0) return []
  let known: Payment = { ...payment, session: received(payment, 0), refunds: [], disputes: [] }
  let cents = 0
  return stepsOf(payment)
    .filter(({ movement }) => movement.currency === session.currency)
    .toSorted((a, b) => a.movement.created - b.movement.created)
    .map(({ movement: { id, created, fee }, after }) => {
      const before = cents
      known = after(known)
      cents = sum(giftsOf(known).map((one) => one.cents))
      const fee_cents = Math.sign(fee) * Math.round((Math.abs(fee) * given) / whole)
      return { reference: id, gift, gift_cents: cents - before, fee_cents, at: instantOf(created) }
    })
    .filter(({ gift_cents, fee_cents }) => gift_cents !== 0 || fee_cents !== 0)
}

const received = ({ session }: Payment, amount_received: number): Payment['session'] => ({
  ...session,
  payment_intent: session.payment_intent && { ...session.payment_intent, amount_received },
})

/** In the order in which they can have happened within one second: money comes before it goes. */
function stepsOf(payment: Payment): Step[] {
  const { payment_intent } = payment.session
  const paid = payment_intent?.latest_charge?.balance_transaction
  const came: Step[] =
    paid && payment_intent
      ? [
          {
            movement: paid,
            after: (before) => ({ ...before, session: received(before, payment_intent.amount_received) }),
          },
        ]
      : []
  // Stripe lists the youngest first
  const refunds = payment.refunds.toReversed().flatMap((refund): Step[] => {
    const { balance_transaction: left, failure_balance_transaction: back } = refund
    const gone = { ...refund, status: 'succeeded' }
    const others = (before: Payment) => before.refunds.filter(({ id }) => id !== refund.id)
    return [
      ...(left
        ? [
            {
              movement: left,
              after: (before: Payment) => ({ ...before, refunds: [...before.refunds, gone] }),
            },
          ]
        : []),
      ...(back
        ? [{ movement: back, after: (before: Payment) => ({ ...before, refunds: others(before) }) }]
        : []),
    ]
  })
  const disputes = payment.disputes.toReversed().flatMap((dispute) =>
    dispute.balance_transactions.map((movement, at): Step => {
      const balance_transactions = dispute.balance_transactions.slice(0, at + 1)
      // how it ended says nothing yet: the money does
      const moved = { ...dispute, status: 'under_review', balance_transactions }
      return {
        movement,
        after: (before) => ({
          ...before,
          disputes: [...before.disputes.filter(({ id }) => id !== dispute.id), moved],
        }),
      }
    }),
  )
  return [...came, ...refunds, ...disputes]
}
