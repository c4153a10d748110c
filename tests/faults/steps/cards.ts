import * as fc from 'fast-check'
import { kind, nth, some, type Known, type Play } from '../play.ts'

/** Gifts that are paid to the donee's own account: by card or by debit, paid back, and contested at the bank. */

const HOUR_MS = 3_600_000

type Card = Known['cards'] extends Map<string, infer C> ? C : never

export const payByCard = kind(
  'give by card',
  {
    gifts: fc.array(fc.integer({ min: 50, max: 5_000 }), { minLength: 1, maxLength: 3 }),
    method: fc.constantFrom('card', 'sepa_debit'),
  },
  async ({ territory, known }, { gifts, method }) => {
    for (const cents of gifts) {
      const { payment, reference } = territory.cards!.office.pay(cents, method)
      known.cards.set(payment, { reference, cents, arrived: method === 'card', refunds: [], dispute: null })
    }
  },
)

export const debitEnds = kind(
  'a debit ends',
  { which: some, well: fc.boolean() },
  async (play, { which, well }) =>
    onOne(
      play,
      which,
      ({ arrived }) => arrived === false,
      (payment, card) => {
        play.territory.cards!.office.debitEnds(payment, well ? 'succeeded' : 'failed')
        card.arrived = well ? true : null
      },
    ),
)

/** A part of the gift, or all that is left of it. */
export const payBack = kind(
  'pay back by card',
  { which: some, all: fc.boolean() },
  async (play, { which, all }) =>
    onOne(
      play,
      which,
      (card) => card.arrived === true && !card.dispute && left(card) > 0,
      (payment, card) => {
        const cents = all ? left(card) : Math.ceil(left(card) / 2)
        card.refunds.push({ id: play.territory.cards!.office.payBack(payment, cents), cents, failed: false })
      },
    ),
)

/** The bank sends a refund back, days after it had succeeded: the gift is whole again. */
export const refundFails = kind('a refund fails', { which: some }, async (play, { which }) =>
  onOne(
    play,
    which,
    ({ refunds }) => refunds.some(({ failed }) => !failed),
    (_, card) => {
      const refund = card.refunds.findLast(({ failed }) => !failed)!
      play.territory.cards!.office.refundFails(refund.id)
      refund.failed = true
    },
  ),
)

export const contest = kind('a payment is contested', { which: some }, async (play, { which }) =>
  onOne(
    play,
    which,
    (card) => card.arrived === true && !card.dispute && card.refunds.length === 0,
    (payment, card) => {
      card.dispute = { id: play.territory.cards!.office.contest(payment), outcome: null }
    },
  ),
)

export const decideDispute = kind(
  'a dispute is decided',
  { which: some, won: fc.boolean() },
  async (play, { which, won }) =>
    onOne(
      play,
      which,
      ({ dispute }) => dispute?.outcome === null,
      (_, card) => {
        const outcome = won ? 'won' : 'lost'
        play.territory.cards!.office.decide(card.dispute!.id, outcome)
        card.dispute!.outcome = outcome
      },
    ),
)

/** Two refunds of one payment within a second. */
export const payBackTwice = kind(
  'pay back by card twice in a second',
  { which: some },
  async (play, { which }) =>
    onOne(
      play,
      which,
      (card) => card.arrived === true && !card.dispute && left(card) > 2,
      (payment, card) => {
        for (const cents of [1, Math.floor(left(card) / 2)])
          card.refunds.push({
            id: play.territory.cards!.office.payBack(payment, cents),
            cents,
            failed: false,
          })
      },
    ),
)

/** What is available goes to the bank; time has to pass before, as a payment is available only some days later. */
export const payOut = kind(
  'the provider pays out',
  { wait_h: fc.constantFrom(0, 80, 150) },
  async (play, { wait_h }) => {
    await play.waiting.pass(wait_h * HOUR_MS, { cron: play.cron })
    const payout = play.territory.cards!.office.payOut()
    if (payout === null) return false
    play.known.payouts.push(payout)
    return true
  },
)

/** It has arrived, or the bank sends it back: what was in it goes with the next. */
export const payoutEnds = kind(
  'a payout ends',
  { which: some, well: fc.boolean() },
  async ({ known, territory }, { which, well }) => {
    const payout = nth(known.payouts, which)
    if (payout === undefined) return false
    known.payouts.splice(known.payouts.indexOf(payout), 1)
    territory.cards!.office.payoutEnds(payout, well ? 'paid' : 'failed')
    return true
  },
)

/** What is left of the gift, if nobody contests it. */
const left = ({ cents, refunds }: Card): number =>
  cents - refunds.filter(({ failed }) => !failed).reduce((sum, one) => sum + one.cents, 0)

/** What the public knows that it has given by card now. */
export const standing = (card: Card): number =>
  card.arrived !== true || (card.dispute && card.dispute.outcome !== 'won') ? 0 : left(card)

async function onOne(
  { known }: Play,
  which: number,
  fits: (card: Card) => boolean,
  act: (payment: string, card: Card) => void,
): Promise<boolean> {
  const found = nth(
    [...known.cards].filter(([, card]) => fits(card)),
    which,
  )
  if (found) act(...found)
  return Promise.resolve(found !== undefined)
}

/** What may become of one gift, once somebody has begun to pay it. */
export const STORIES = [
  [debitEnds, debitEnds, payBack],
  [debitEnds, payBack, refundFails],
  [debitEnds, payBackTwice, refundFails, payBack],
  [debitEnds, contest, decideDispute],
  [debitEnds, payOut, payBack, payOut, payoutEnds],
  [debitEnds, payOut, payoutEnds, payOut, payoutEnds],
] as const

export const cardKinds = [
  payByCard,
  payByCard,
  payBack,
  payBackTwice,
  refundFails,
  contest,
  decideDispute,
  debitEnds,
  payOut,
  payoutEnds,
]
