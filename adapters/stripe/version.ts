import type { Dispute, Payment, Refund } from './fields.ts'
import { isMarked, REFUNDED_LINE } from './marks.ts'

/**
 * A number that only rises with what happens to a payment, made of Stripe's state alone. Times would not do: two changes may
 * fall into one second, and most of them leave no time behind. So each fact is counted instead, in a way that it can only go
 * up: the cents received, how far each refund has come, how often each dispute moved money and how far it has come. Refunds
 * and disputes are only ever added. An older look at the same payment has no count that is higher, so it has a lower sum.
 */
export function versionOf({ session, refunds, disputes }: Payment): number {
  const received = session.payment_intent?.amount_received ?? 0
  const facts = received + sum(refunds.map(refundStage)) + sum(disputes.map(disputeStage))
  // someone may say afterwards which line a refund was for: below every other change, for it can also be unsaid
  return facts * NAMED_AT_MOST + Math.min(refunds.filter(isNamed).length, NAMED_AT_MOST - 1)
}
const NAMED_AT_MOST = 1_000

export const isNamed = ({ metadata }: Refund): boolean => isMarked(metadata) || REFUNDED_LINE in metadata

/** `pending` and `requires_action` take turns and mean the same; one that succeeded may still fail. */
function refundStage({ status }: Refund): number {
  if (status === 'failed' || status === 'canceled') return 3
  return status === 'succeeded' ? 2 : 1
}

/** Each movement outweighs the word: a dispute may be lost, appealed against, won after all, and lost again. */
const disputeStage = ({ status, balance_transactions }: Dispute): number =>
  2 * balance_transactions.length + (status === 'won' ? 1 : 0)

/** What a dispute has taken back: all that left the account for it, until it is won. An inquiry takes nothing. */
export function takenBy({ amount, status, balance_transactions }: Dispute): number {
  const moved = sum(balance_transactions.map((movement) => movement.amount))
  return status !== 'won' && moved < 0 ? amount : 0
}

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0)
