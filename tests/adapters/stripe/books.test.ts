import { afterEach, beforeEach, expect, test } from 'vitest'
import { PersonMustAct } from '../../../adapters/contract/index.ts'
import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { stripe as adapter } from '../../../adapters/stripe/index.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { ENABLE } from '../open/harness.ts'
import { freshStripe, openOn, subscription } from './harness.ts'

// Stripe's own books, as they are read at night; and what is looked at before a connection is enabled.

const DAY_MS = 86_400_000
let now_ms: number
let stripe: EmulatedStripe
let account: ReturnType<EmulatedStripe['connect']>
let partner: ReturnType<typeof openOn>
const now = () => new Date(now_ms).toISOString()

beforeEach(async () => {
  now_ms = Date.parse('2026-07-01T10:00:00.000Z')
  stripe = await freshStripe({ now })
  account = stripe.connect('Théâtre du Port')
  partner = openOn(stripe, account, { now })
})
afterEach(async () => stripe.stop())

const sell = (cents: number, how?: Parameters<EmulatedStripe['pay']>[1]) =>
  stripe.pay(stripe.session(account, subscription(cents)).id, how)
const told = ({ gifts }: Awaited<ReturnType<typeof partner.reconcile>>) =>
  Object.fromEntries(gifts.map(({ order, cents }) => [order, cents]))

test('tell each gift of the time since, and not what gave nothing', async () => {
  const [one, two] = [sell(800), sell(500)]
  sell(0)
  stripe.payDirectly(account, 700)
  stripe.session(account, subscription(900))
  const books = await partner.reconcile(null)
  expect(told(books)).toEqual({ [one.id]: 800, [two.id]: 500 })
  expect(books.gifts[0]?.reference).toMatch(new RegExp(`^${account.facts.id}/${two.id}/li_`))
})

test('ask for a payment by itself only when something went back of it', async () => {
  const [kept, refunded] = [sell(800), sell(500)]
  stripe.refund(refunded.id)
  sell(0, { method: 'sepa_debit' })
  for (let n = 0; n < 150; n += 1) sell(n % 2 === 0 ? 100 : 0)
  stripe.asked.length = 0
  const books = await partner.reconcile(null)
  expect(told(books)).toMatchObject({ [kept.id]: 800, [refunded.id]: 0 })
  expect(books.gifts.filter(({ order: one }) => one === refunded.id)).toHaveLength(1)
  // two pages of sessions, two of movements, the payouts, and three calls for the one payment
  expect(stripe.asked).toHaveLength(8)
  now_ms += 4 * DAY_MS
  stripe.payOut(account)
  stripe.asked.length = 0
  await partner.reconcile(books.cursor)
  // the same, and two pages of what was paid out: neither the payout nor a debit that gives nothing is asked for
  expect(stripe.asked).toHaveLength(10)
})

test('tell what changed in a payment of long ago: refunds that fail late, disputes, what comes back', async () => {
  const [failed, disputed] = [sell(800), sell(500)]
  const { id } = stripe.refund(failed.id, { status: 'pending' })
  now_ms += 40 * DAY_MS
  let { cursor } = await partner.reconcile(null)
  now_ms += 2 * DAY_MS
  stripe.settleRefund(id, 'failed')
  const dispute = stripe.dispute(disputed.id)
  now_ms += DAY_MS
  const later = await partner.reconcile(cursor)
  expect(told(later)).toEqual({ [failed.id]: 800, [disputed.id]: 0 })
  cursor = later.cursor
  now_ms += 2 * DAY_MS
  expect(told(await partner.reconcile(cursor))).toEqual({})
  stripe.decide(dispute.id, 'won')
  expect(told(await partner.reconcile(cursor))).toEqual({ [disputed.id]: 500 })
})

test('tell a gift that was chosen before the last look and paid after it', async () => {
  const { id } = stripe.session(account, subscription(800))
  now_ms += 3 * 3_600_000
  const { cursor } = await partner.reconcile(null)
  now_ms += 20 * 3_600_000
  const payment = stripe.pay(id)
  expect(told(await partner.reconcile(cursor))).toEqual({ [payment.id]: 800 })
})

test('keep asking for a debit until the bank has paid it, for thirty days', async () => {
  const [paid, failed] = [sell(800, { method: 'sepa_debit' }), sell(500, { method: 'sepa_debit' })]
  let books = await partner.reconcile(null)
  expect(told(books)).toEqual({ [paid.id]: 0, [failed.id]: 0 })
  now_ms += 3 * DAY_MS
  books = await partner.reconcile(books.cursor)
  now_ms += 3 * DAY_MS
  stripe.settlePayment(paid.id, 'succeeded')
  stripe.settlePayment(failed.id, 'failed')
  books = await partner.reconcile(books.cursor)
  expect(told(books)).toEqual({ [paid.id]: 800, [failed.id]: 0 })
  books = await partner.reconcile(books.cursor)
  expect(told(books)).toEqual({ [failed.id]: 0 })
  now_ms += 24 * DAY_MS - 1_000
  books = await partner.reconcile(books.cursor)
  expect(told(books)).toEqual({ [failed.id]: 0 })
  now_ms += 1_000
  expect(told(await partner.reconcile(books.cursor))).toEqual({})
})

test('tell a debit once that was made just before the last look, and paid after it', async () => {
  const { id } = sell(800, { method: 'sepa_debit' })
  const { cursor } = await partner.reconcile(null)
  now_ms += 3_600_000
  stripe.settlePayment(id, 'succeeded')
  const { gifts } = await partner.reconcile(cursor)
  expect(gifts.map(({ order, cents }) => [order, cents])).toEqual([[id, 800]])
})

const hook = { url: 'https://fauteuil.example.org/hooks/stripe', signing_secret: '' }
const checksOf = async () =>
  Object.fromEntries((await partner.enable({ hook, step: ENABLE })).checks.map(({ name, ok }) => [name, ok]))

test('enabling looks whether the account can take payments in euros, and whether Stripe tells us', async () => {
  expect(await checksOf()).toEqual({ charges: true, payouts: true, currency: true, webhook: false })
  stripe.addEndpoint({ url: hook.url, events: EVENTS.slice(1) })
  expect((await checksOf())['webhook']).toBe(false)
  const endpoint = stripe.addEndpoint({ url: `${hook.url}x`, events: [...EVENTS] })
  stripe.world.endpoints.shift()
  endpoint.facts.url = hook.url
  Object.assign(account.facts, { charges_enabled: false, payouts_enabled: false, default_currency: 'chf' })
  expect(await checksOf()).toEqual({ charges: false, payouts: false, currency: false, webhook: true })
})

test('an account that withdrew our access, or a deployment without a key, is for a person', async () => {
  stripe.revoke(account)
  await expect(partner.enable({ hook, step: ENABLE })).rejects.toBeInstanceOf(PersonMustAct)
  const without = adapter.open(
    { settings: { account: account.facts.id }, credentials: {}, provision: null },
    { now, http: () => expect.unreachable('nothing is to be called') },
  )
  await expect(without.order?.('pi_1')).rejects.toMatchObject({
    todo: expect.stringContaining('STRIPE_SECRET_KEY'),
  })
})
