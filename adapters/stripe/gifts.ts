import type { GiftState } from '../contract/index.ts'
import { instantOf } from './api.ts'
import type { Item, Payment } from './fields.ts'
import { consentOf, giftLines, isMarked, REFUNDED_LINE } from './marks.ts'
import { sum, takenBy, versionOf } from './version.ts'

export const giftReference = (account: string, payment: string, line: string): string =>
  `${account}/${payment}/${line}`

/** Each line that is a gift, at what is paid for it now. */
export function giftsOf(payment: Payment): GiftState[] {
  const { account, session, items } = payment
  const lines = giftLines(session, items)
  const cents = centsOf(payment, lines)
  const version = versionOf(payment)
  return lines.map(({ id }, at) => ({
    reference: giftReference(account, session.payment_intent?.id ?? session.id, id),
    cents: cents[at] ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    version,
    given_at: instantOf(session.created),
    evidence: { platform: 'stripe', session: session.id, consent: consentOf(session.metadata) },
  }))
}

/**
 * What is left of each gift line. A refund that names it takes from it; every other refund, and a dispute, leaves it as far as
 * there is money left for it.
 */
function centsOf({ session, refunds, disputes }: Payment, lines: readonly Item[]): number[] {
  const standing = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled')
  const received = session.payment_intent?.amount_received ?? 0
  const gone = sum(standing.map(({ amount }) => amount)) + sum(disputes.map(takenBy))
  let left = Math.max(0, received - gone)
  let unplaced = sum(
    standing
      .filter(({ metadata }) => isMarked(metadata) && !(REFUNDED_LINE in metadata))
      .map(({ amount }) => amount),
  )
  return lines.map(({ id, amount_total }) => {
    const named = sum(
      standing.filter(({ metadata }) => metadata[REFUNDED_LINE] === id).map(({ amount }) => amount),
    )
    const wanted = Math.max(0, amount_total - named)
    const taken = Math.min(unplaced, wanted)
    unplaced -= taken
    const cents = Math.min(wanted - taken, left)
    left -= cents
    return cents
  })
}
