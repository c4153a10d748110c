import { invalid } from '../errors.ts'
import { BY_ITSELF, type Cause, emit } from '../events.ts'
import { type Charge, methodOf } from '../objects/payment.ts'
import { newRefund, type Refund, type RefundStatus } from '../objects/refund.ts'
import { type Account, all, find, keep, seconds, type World } from '../world.ts'
import { moveMoney } from './movements.ts'

export interface Refunding {
  /** what is left, when not said */
  cents?: number | undefined
  metadata?: Record<string, string> | undefined
  reason?: Refund['reason'] | undefined
  /** a card's refund succeeds at once, a debit's is pending; a test may want it otherwise */
  status?: 'pending' | 'requires_action' | 'succeeded' | undefined
}

/** @throws StripeError when Stripe would refuse it */
export function refund(
  world: World,
  account: Account,
  charge: Charge,
  { cents, metadata = {}, reason = null, status }: Refunding,
  cause: Cause = BY_ITSELF,
): Refund {
  const left = charge.amount_captured - charge.amount_refunded
  if (left === 0)
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  if (
    charge.disputed &&
    all(account, 'dispute').some((one) => one.charge === charge.id && !one.is_charge_refundable)
  )
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    })
  const amount = cents ?? left
  if (amount > left)
    throw invalid(
      `Refund amount (€${amount / 100}) is greater than unrefunded amount on charge (€${left / 100})`,
      {
        param: 'amount',
      },
    )
  const card = methodOf(charge) === 'card'
  const made = keep(
    account,
    newRefund({
      id: world.id(card ? 're' : 'pyr'),
      created: seconds(world),
      amount,
      charge,
      metadata,
      reason,
      status: status ?? (card ? 'succeeded' : 'pending'),
    }),
  )
  // money that needs the customer's bank details first has not left yet
  if (made.status !== 'requires_action') leave(world, account, made, card)
  if (made.status === 'pending') made.pending_reason = 'processing'
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount_captured
  emit(world, account, 'refund.created', made, { cause })
  emit(world, account, 'charge.refunded', charge, { cause })
  return made
}

/** How a refund went on. One that had succeeded may still fail: the bank sends the money back. */
export function settleRefund(
  world: World,
  account: Account,
  id: string,
  status: 'pending' | 'succeeded' | 'failed' | 'canceled',
  cause: Cause = BY_ITSELF,
): Refund {
  const made = find(account, 'refund', id)
  const before = made.status
  if (!NEXT[before].includes(status))
    throw invalid(`This refund has the status ${before} and cannot become ${status}.`)
  const charge = find(account, 'charge', made.charge)
  made.status = status
  made.pending_reason = status === 'pending' ? 'processing' : undefined
  if (status === 'failed' || status === 'canceled') {
    charge.amount_refunded -= made.amount
    charge.refunded = false
    if (made.balance_transaction) comeBack(world, account, made)
    if (status === 'failed') made.failure_reason = 'expired_or_canceled_card'
  } else if (!made.balance_transaction) leave(world, account, made, methodOf(charge) === 'card')
  const more = { previous_attributes: { status: before }, cause }
  emit(world, account, 'refund.updated', made, more)
  if (status === 'failed') emit(world, account, 'refund.failed', made, more)
  emit(world, account, 'charge.refund.updated', made, more)
  return made
}

const NEXT: Record<RefundStatus, RefundStatus[]> = {
  requires_action: ['pending', 'succeeded', 'failed', 'canceled'],
  pending: ['succeeded', 'failed', 'canceled'],
  succeeded: ['failed'],
  failed: [],
  canceled: [],
}

/** Someone at the counter writes something down on a refund afterwards. */
export function noteOnRefund(
  world: World,
  account: Account,
  id: string,
  metadata: Record<string, string>,
): Refund {
  const made = find(account, 'refund', id)
  const before = made.metadata
  made.metadata = { ...before, ...metadata }
  emit(world, account, 'refund.updated', made, { previous_attributes: { metadata: before } })
  return made
}

function leave(world: World, account: Account, made: Refund, card: boolean): void {
  const { id, amount, currency } = made
  const type = card ? 'refund' : 'payment_refund'
  const left = { amount: -amount, currency, fee: 0, type, reporting_category: 'refund', source: id } as const
  made.balance_transaction = moveMoney(world, account, left).id
}

function comeBack(world: World, account: Account, made: Refund): void {
  const { id, amount, currency } = made
  const back = {
    amount,
    currency,
    fee: 0,
    type: 'refund_failure',
    reporting_category: 'refund_failure',
    source: id,
  } as const
  made.failure_balance_transaction = moveMoney(world, account, back).id
}
