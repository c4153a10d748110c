import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { freshStripe, line, openOn, subscription } from './harness.ts'

// What moved on the account, as far as gifts have a share in it: so many cents of the gift, so many of Stripe's fee.

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
const sharesOf = async ({ id }: { id: string }) =>
  (await partner.order(id))?.movements?.map(({ gift_cents, fee_cents }) => [gift_cents, fee_cents])

test('a gift bears as much of the fee as it is of the payment', async () => {
  // of 128 €, Stripe keeps 1.5 % and 25 cents: 2.17 €
  expect(await sharesOf(sell(800))).toEqual([[800, 14]])
  const alone = { ...subscription(0), line_items: [line('Don', 1_000, { acs: 'gift' })] }
  expect(await sharesOf(stripe.pay(stripe.session(account, alone).id))).toEqual([[1_000, 40]])
  expect(await sharesOf(sell(0))).toBe(undefined)
})

test('every movement is told with its own reference and time, and the same each time', async () => {
  const payment = sell(800)
  now_ms += DAY_MS
  stripe.refund(payment.id, { cents: 300, metadata: { acs: 'gift' } })
  const first = (await partner.order(payment.id))?.movements
  const { data } = (await (
    await fetch(`${stripe.url}/v1/balance_transactions`, {
      headers: { authorization: `Bearer ${stripe.key}`, 'stripe-account': account.facts.id },
    })
  ).json()) as { data: { id: string; created: number }[] }
  expect(first).toEqual(
    data.toReversed().map(({ id, created }, at) => ({
      reference: id,
      gift: expect.stringContaining(`/${payment.id}/li_`),
      gift_cents: [800, -300][at],
      fee_cents: [14, 0][at],
      at: new Date(created * 1_000).toISOString(),
    })),
  )
  stripe.refund(payment.id)
  const later = (await partner.order(payment.id))?.movements
  expect(later?.slice(0, 2)).toEqual(first)
})

test('the shares of a gift add up to what is left of it, in one second or in many', async () => {
  for (const step_ms of [0, 1_000]) {
    const payment = sell(800)
    const acts = [
      () => stripe.settleRefund(stripe.refund(payment.id, { cents: 12_200 }).id, 'failed'),
      () => stripe.refund(payment.id, { cents: 6_000 }),
      () => stripe.decide(stripe.dispute(payment.id, { cents: 6_500 }).id, 'won'),
      () => stripe.refund(payment.id, { cents: 100, metadata: { acs: 'gift' } }),
    ]
    for (const act of acts) {
      now_ms += step_ms
      act()
      const state = await partner.order(payment.id)
      const sum = state?.movements?.reduce((total, { gift_cents }) => total + gift_cents, 0)
      expect(sum).toBe(state?.gifts[0]?.cents)
    }
  }
})

test('the fee of a dispute is shared too, and comes back whole when it is won', async () => {
  const payment = sell(800)
  const { id } = stripe.dispute(payment.id)
  expect(await sharesOf(payment)).toEqual([
    [800, 14],
    [-800, 125],
  ])
  stripe.decide(id, 'won')
  expect(await sharesOf(payment)).toEqual([
    [800, 14],
    [-800, 125],
    [800, -125],
  ])
})

test('a debit moves when the bank has paid it, and for a fixed fee', async () => {
  const payment = sell(800, { method: 'sepa_debit' })
  expect(await sharesOf(payment)).toEqual([])
  stripe.settlePayment(payment.id, 'succeeded')
  expect(await sharesOf(payment)).toEqual([[800, 2]])
})

test('payouts are told with what they brought, once, and again when the bank sends them back', async () => {
  const payment = sell(800)
  now_ms += 4 * DAY_MS
  const made = stripe.payOut(account)!
  const first = await partner.reconcile(null)
  const moved = (await partner.order(payment.id))!.movements!
  expect(first.movements).toEqual(moved)
  expect(first.payouts).toEqual([
    {
      reference: made.id,
      cents: 12_583,
      state: 'on_its_way',
      made_at: now(),
      arrives_at: new Date(now_ms + 2 * DAY_MS).toISOString(),
      movements: expect.arrayContaining([moved[0]!.reference]),
    },
  ])
  now_ms += 3 * DAY_MS
  stripe.settlePayout(made.id, 'failed')
  const then = await partner.reconcile(first.cursor)
  // of a payout made in the hour before the last look, too, all is told again
  expect(then.payouts).toEqual([{ ...first.payouts?.[0], state: 'failed' }])
  now_ms += DAY_MS
  stripe.settlePayout(stripe.payOut(account)!.id, 'paid')
  expect((await partner.reconcile(then.cursor)).payouts).toMatchObject([
    { state: 'paid', movements: expect.any(Array) },
    { state: 'failed', movements: null },
  ])
})
