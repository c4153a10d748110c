import { emit } from '../events.ts'
import type { Movement } from '../objects/movement.ts'
import { newPayout, type Payout } from '../objects/payout.ts'
import { type Account, all, find, keep, seconds, type World } from '../world.ts'
import { moveMoney } from './movements.ts'

/** What has become available is sent to the bank; null when there is nothing, or less than nothing. */
export function payOut(world: World, account: Account): Payout | null {
  const ready = all(account, 'balance_transaction').filter((one) => isReady(world, account, one))
  const amount = ready.reduce((sum, { net }) => sum + net, 0)
  if (amount <= 0) return null
  const made = keep(
    account,
    newPayout({
      id: world.id('po'),
      created: seconds(world),
      livemode: world.livemode,
      amount,
      currency: 'eur',
    }),
  )
  for (const { id } of ready) account.paid_out.set(id, made.id)
  made.balance_transaction = move(world, account, made, -amount, 'payout')
  emit(world, account, 'payout.created', made)
  return made
}

/** It reached the bank, or the bank sent it back: what was in it then goes with the next. */
export function settlePayout(
  world: World,
  account: Account,
  id: string,
  status: 'paid' | 'failed' | 'canceled',
): Payout {
  const made = find(account, 'payout', id)
  made.status = status
  if (status === 'paid') {
    made.reconciliation_status = 'completed'
    emit(world, account, 'payout.paid', made)
    emit(world, account, 'payout.reconciliation_completed', made)
    return made
  }
  const type = status === 'failed' ? 'payout_failure' : 'payout_cancel'
  made.failure_balance_transaction = move(world, account, made, made.amount, type)
  if (status === 'failed') {
    made.failure_code = 'account_closed'
    made.failure_message = 'The bank account has been closed'
  }
  emit(world, account, `payout.${status}`, made)
  return made
}

/** A payout's own movement belongs to it and to no later one; what came back from the bank is paid out again. */
function isReady(world: World, account: Account, { id, available_on, type }: Movement): boolean {
  return !account.paid_out.has(id) && type !== 'payout' && available_on <= seconds(world)
}

function move(
  world: World,
  account: Account,
  { id: source, currency }: Payout,
  amount: number,
  type: 'payout' | 'payout_failure' | 'payout_cancel',
): string {
  const moved = moveMoney(world, account, {
    amount,
    currency,
    fee: 0,
    type,
    reporting_category: type,
    source,
  })
  if (type === 'payout') account.paid_out.set(moved.id, source)
  return moved.id
}
