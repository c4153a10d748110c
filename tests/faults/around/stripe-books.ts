import type { Movement } from '../../emulated/stripe/objects/movement.ts'
import { all, type Account } from '../../emulated/stripe/world.ts'
import type { TheirGift } from './house.ts'

/** What one payment with a gift has moved on the donee's account, and what the provider kept of it. */
export interface TheirMovement {
  /** of the payment's gift */
  gift: string
  movement: string
  /** the part of the fee that falls to the gift, as the gift was a part of all that was paid; below zero: given back */
  fee_cents: number
  /** the payout that brought it to the bank; null: none did yet */
  payout: string | null
}
export interface TheirPayout {
  reference: string
  cents: number
  state: 'on_its_way' | 'paid' | 'failed'
}

type Session = ReturnType<typeof all<'checkout.session'>>[number]

const itemsOf = (account: Account, { id }: Session) => account.items.get(id) ?? []
const giftLine = (account: Account, session: Session) =>
  itemsOf(account, session).find(({ metadata }) => metadata?.['acs'] === 'gift')

/** A gift line of a paid session, less what was paid back of it, less all while it is contested or lost. */
export function giftsOf(account: Account): TheirGift[] {
  const refunds = all(account, 'refund').filter(({ status }) => status !== 'failed' && status !== 'canceled')
  const disputes = all(account, 'dispute').filter(({ status }) => status !== 'won')
  return all(account, 'checkout.session').flatMap((session) => {
    const payment = session.payment_intent ?? ''
    const paid = session.payment_status === 'paid' && !disputes.some((one) => one.payment_intent === payment)
    const line = giftLine(account, session)
    if (!line) return []
    const back = refunds
      .filter((one) => one.payment_intent === payment)
      .reduce((sum, one) => sum + one.amount, 0)
    const reference = `${account.facts.id}/${payment}/${line.id}`
    return [{ reference, cents: paid ? line.amount_total - back : 0 }]
  })
}

/** How many sessions of each intent were paid, or are being paid. */
export function paidBy(account: Account): Map<string, number> {
  const paid = all(account, 'checkout.session').filter(({ status }) => status === 'complete')
  const intents = Map.groupBy(paid, ({ client_reference_id }) => client_reference_id ?? '')
  return new Map([...intents].map(([intent, of]) => [intent, of.length]))
}

/** Of every payment with a gift: what the provider kept, movement by movement. */
export function feesOf(account: Account): TheirMovement[] {
  return all(account, 'checkout.session').flatMap((session) => {
    const line = giftLine(account, session)
    if (!line) return []
    const payment = session.payment_intent ?? ''
    const whole = itemsOf(account, session).reduce((sum, { amount_total }) => sum + amount_total, 0)
    return movementsOf(account, payment).map(({ id, fee }) => ({
      gift: `${account.facts.id}/${payment}/${line.id}`,
      movement: id,
      fee_cents: Math.sign(fee) * Math.round((Math.abs(fee) * line.amount_total) / whole),
      payout: account.paid_out.get(id) ?? null,
    }))
  })
}

/** All that moved for one payment: it came, went back in part, was taken by the bank, and came again. */
function movementsOf(account: Account, payment: string): Movement[] {
  const sources = new Set(
    [...all(account, 'charge'), ...all(account, 'refund'), ...all(account, 'dispute')]
      .filter((one) => one.payment_intent === payment)
      .map(({ id }) => id),
  )
  return all(account, 'balance_transaction').filter(({ source }) => sources.has(source))
}

const STATES = { in_transit: 'on_its_way', paid: 'paid', failed: 'failed', canceled: 'failed' } as const
export const payoutsOf = (account: Account): TheirPayout[] =>
  all(account, 'payout').map(({ id, amount, status }) => ({
    reference: id,
    cents: amount,
    state: STATES[status],
  }))
