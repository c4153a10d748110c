import { emit } from '../events.ts'
import { type Dispute, newDispute } from '../objects/dispute.ts'
import type { Charge } from '../objects/payment.ts'
import { type Account, find, keep, seconds, type World } from '../world.ts'
import { moveMoney } from './movements.ts'

/** What Stripe asks for a dispute, and gives back when it is won. */
export const DISPUTE_FEE_CENTS = 2_000

export interface Disputing {
  /** all that was paid, when not said */
  cents?: number
  reason?: string
  /** the bank only asks: no money leaves */
  inquiry?: boolean
}

/** The buyer's bank takes the money back, or asks about it. */
export function dispute(
  world: World,
  account: Account,
  charge: Charge,
  { cents = charge.amount_captured, reason = 'fraudulent', inquiry = false }: Disputing,
): Dispute {
  const made = keep(
    account,
    newDispute({
      id: world.id('dp'),
      created: seconds(world),
      livemode: world.livemode,
      amount: cents,
      charge,
      reason,
      status: inquiry ? 'warning_needs_response' : 'needs_response',
    }),
  )
  charge.disputed = true
  if (!inquiry) withdraw(world, account, made)
  emit(world, account, 'charge.dispute.created', made)
  if (!inquiry) emit(world, account, 'charge.dispute.funds_withdrawn', made)
  return made
}

/** An inquiry becomes a dispute: now the money leaves. */
export function escalate(world: World, account: Account, id: string): Dispute {
  const made = find(account, 'dispute', id)
  made.status = 'needs_response'
  made.is_charge_refundable = false
  withdraw(world, account, made)
  emit(world, account, 'charge.dispute.updated', made)
  emit(world, account, 'charge.dispute.funds_withdrawn', made)
  return made
}

/** The account sent its evidence. */
export function contest(world: World, account: Account, id: string): Dispute {
  const made = find(account, 'dispute', id)
  made.status = made.status === 'warning_needs_response' ? 'warning_under_review' : 'under_review'
  made.evidence_details = { ...made.evidence_details, has_evidence: true, submission_count: 1 }
  emit(world, account, 'charge.dispute.updated', made)
  return made
}

/** How it ended. `reinstated` false: it is won, but the money only comes with `reinstate`. */
export function decide(
  world: World,
  account: Account,
  id: string,
  outcome: 'won' | 'lost' | 'warning_closed',
  { reinstated = true }: { reinstated?: boolean } = {},
): Dispute {
  const made = find(account, 'dispute', id)
  made.status = outcome
  made.is_charge_refundable = outcome !== 'lost'
  emit(world, account, 'charge.dispute.closed', made)
  if (outcome === 'won' && reinstated) reinstate(world, account, id)
  return made
}

/** The money comes back, and the fee with it. */
export function reinstate(world: World, account: Account, id: string): Dispute {
  const made = find(account, 'dispute', id)
  move(world, account, made, {
    amount: made.amount,
    fee: -DISPUTE_FEE_CENTS,
    reporting_category: 'dispute_reversal',
  })
  emit(world, account, 'charge.dispute.funds_reinstated', made)
  return made
}

const withdraw = (world: World, account: Account, made: Dispute): void =>
  move(world, account, made, { amount: -made.amount, fee: DISPUTE_FEE_CENTS, reporting_category: 'dispute' })

function move(
  world: World,
  account: Account,
  made: Dispute,
  moved: { amount: number; fee: number; reporting_category: string },
): void {
  const { id: source, currency } = made
  made.balance_transactions.push(
    moveMoney(world, account, { ...moved, currency, type: 'adjustment', source }),
  )
}
