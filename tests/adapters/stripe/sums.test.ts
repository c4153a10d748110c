import { expect, test } from 'vitest'
import type { Payment, Refund } from '../../../adapters/stripe/fields.ts'
import { giftsOf } from '../../../adapters/stripe/gifts.ts'
import { versionOf } from '../../../adapters/stripe/version.ts'

// What is left of several gifts in one payment, and which look at it is the younger: told from Stripe's fields alone.

const GIFT = { acs: 'gift' }
const item = (id: string, amount_total: number, metadata: Record<string, string> = {}) => ({
  id,
  amount_total,
  metadata,
  price: null,
})
const items = [item('li_season', 9_000), item('li_one', 500, GIFT), item('li_two', 700, GIFT)]
/** Paid back: cents, and what was written on it. */
type Back = [cents: number, metadata?: Record<string, string>]

const refund = ([amount, metadata = {}]: Back, at: number): Refund => ({
  id: `re_${at}`,
  amount,
  status: 'succeeded',
  created: 0,
  metadata,
  balance_transaction: null,
})
const payment = (...refunds: Back[]): Payment => ({
  account: 'acct_1PortDuTheatre',
  session: {
    id: 'cs_1',
    created: 0,
    currency: 'eur',
    metadata: {},
    line_items: { data: items, has_more: false },
    payment_intent: { id: 'pi_1', amount_received: 10_200, latest_charge: null },
  },
  items,
  refunds: refunds.map(refund),
  disputes: [],
})

test.each<[string, number[], Back[]]>([
  ['nothing went back', [500, 700], []],
  ['all but a part of the gifts went back: the first keeps what it can', [500, 100], [[9_600]]],
  ['a refund is of the gifts: it takes from the first, and once', [400, 700], [[100, GIFT]]],
  ['it is more than the first: the second bears the rest', [0, 600], [[600, GIFT]]],
  [
    'it names one line as well: it takes from that one alone',
    [500, 300],
    [[400, { ...GIFT, acs_line: 'li_two' }]],
  ],
])('of two gifts, %s', (_, left, refunds) => {
  expect(giftsOf(payment(...refunds)).map(({ cents }) => cents)).toEqual(left)
})

test('a thousand refunds that say what they were for weigh less than one more, be it only under way', () => {
  const named = payment(...Array.from({ length: 1_000 }, (): Back => [1, GIFT]))
  const unnamed = payment(...Array.from({ length: 1_000 }, (): Back => [1]))
  const more = { ...refund([1], 1_000), status: 'pending' }
  expect(versionOf({ ...unnamed, refunds: [...unnamed.refunds, more] })).toBeGreaterThan(versionOf(named))
})
