import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GiftState, PartnerBrokeContract } from '../../../adapters/contract/index.ts'
import type { NewSession } from '../../emulated/stripe/acts/checkout.ts'
import type { Paying } from '../../emulated/stripe/acts/pay.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { freshStripe, line, openOn, subscription } from './harness.ts'

// What a payment gives, through everything that can happen to it. The clock stands still: nothing may hang on its seconds.

const NOW = '2026-07-01T10:00:00.000Z'
let stripe: EmulatedStripe
let account: ReturnType<EmulatedStripe['connect']>
let partner: ReturnType<typeof openOn>

beforeAll(async () => {
  stripe = await freshStripe({ now: () => NOW })
  account = stripe.connect('Théâtre du Port')
  partner = openOn(stripe, account)
})
afterAll(async () => stripe.stop())

const sell = (asked: NewSession, paying?: Paying) => stripe.pay(stripe.session(account, asked).id, paying)
async function gifts(payment: { id: string }): Promise<GiftState[]> {
  return (await partner.order(payment.id))?.gifts ?? []
}
const centsOf = async (payment: { id: string }) => (await gifts(payment)).map(({ cents }) => cents)
/** Does each, looks after each, and answers the cents: all else stays, and the version rises every time. */
async function through(payment: { id: string }, ...acts: (() => unknown)[]): Promise<number[]> {
  const seen = [(await gifts(payment))[0]!]
  for (const act of acts) {
    act()
    const before = seen.at(-1)!
    const now = (await gifts(payment))[0]!
    expect(now).toMatchObject({ reference: before.reference, given_at: before.given_at })
    expect(now.version).toBeGreaterThan(before.version)
    seen.push(now)
  }
  return seen.slice(1).map(({ cents }) => cents)
}

describe('a gift', () => {
  test('is its own line, with what proves the consent and nothing of who paid', async () => {
    const payment = sell(subscription(800), { email: 'claire@example.org' })
    const [gift, ...more] = await gifts(payment)
    expect(more).toEqual([])
    expect(gift).toEqual({
      reference: expect.stringMatching(new RegExp(`^${account.facts.id}/${payment.id}/li_`)),
      cents: 800,
      currency: 'EUR',
      version: expect.any(Number),
      given_at: NOW,
      evidence: {
        platform: 'stripe',
        session: expect.stringMatching(/^cs_test_/),
        consent: { version: '3', shown: 'Ouvrir une place', chosen: '800' },
      },
    })
    expect(JSON.stringify(gift)).not.toMatch(/claire|Dupont|cart/)
  })

  test('may be marked by its price, whose amount the buyer set', async () => {
    const made = await fetch(`${stripe.url}/v1/prices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stripe.key}`, 'stripe-account': account.facts.id },
      body: 'currency=eur&custom_unit_amount[enabled]=true&product_data[name]=Don&metadata[acs]=gift',
    })
    const { id: price } = (await made.json()) as { id: string }
    const asked = { ...subscription(0), line_items: [line('Abonnement', 12_000), { price }] }
    expect(await centsOf(sell(asked, { amounts: [1_250] }))).toEqual([1_250])
  })

  test('may be the whole session, several lines of it, or the eleventh', async () => {
    expect(await centsOf(sell({ ...subscription(0), metadata: { acs: 'gift' } }))).toEqual([12_000])
    const two = [line('Don', 500, { acs: 'gift' }), line('Programme', 300), line('Don', 700, { acs: 'gift' })]
    expect(await centsOf(sell({ ...subscription(0), line_items: two }))).toEqual([500, 700])
    const many = Array.from({ length: 10 }, () => line('Place', 100))
    const eleven = { ...subscription(0), line_items: [...many, line('Don', 900, { acs: 'gift' })] }
    expect(await centsOf(sell(eleven))).toEqual([900])
  })

  test.each([
    ['no line is marked', { ...subscription(0), metadata: { acs_shown: 'x' } }],
    ['a line is marked otherwise', { ...subscription(0), line_items: [line('Don', 500, { acs: 'non' })] }],
    ['only the shop calls it one', { ...subscription(0), line_items: [line('Don', 500, { gift: 'acs' })] }],
  ])('is none where %s', async (_, asked) => {
    expect(await gifts(sell(asked))).toEqual([])
  })

  test('is none in a payment without Checkout, and nobody’s on another account', async () => {
    const payment = stripe.payDirectly(account, 5_000)
    expect(await partner.order(payment.id)).toEqual({ order: payment.id, gifts: [], booking: null })
    const unnamed = openOn(stripe, account, {
      wrap: (real) => async (input, init) =>
        new Request(input).url.includes('/v1/payment_intents/') ? Response.json({}) : real(input, init),
    })
    await expect(unnamed.order(payment.id)).rejects.toBeInstanceOf(PartnerBrokeContract)
    const other = openOn(stripe, stripe.connect('Another'))
    expect(await other.order(sell(subscription(800)).id)).toBe(null)
  })
})

describe('money that is not there yet', () => {
  test('a SEPA debit counts when the bank has paid it', async () => {
    const payment = sell(subscription(800), { method: 'sepa_debit' })
    expect(await gifts(payment)).toMatchObject([{ cents: 0, version: 0 }])
    expect(await through(payment, () => stripe.settlePayment(payment.id, 'succeeded'))).toEqual([800])
  })

  test('and never when it has not', async () => {
    const payment = sell(subscription(800), { method: 'sepa_debit' })
    stripe.settlePayment(payment.id, 'failed')
    expect(await centsOf(payment)).toEqual([0])
  })

  test('what is only reserved counts when it is taken, as far as it is', async () => {
    const reserved = { ...subscription(800), payment_intent_data: { capture_method: 'manual' as const } }
    const payment = sell(reserved)
    expect(await centsOf(payment)).toEqual([0])
    expect(await through(payment, () => stripe.capture(payment.id, 500))).toEqual([500])
  })

  test('a second try after a card was declined is the one that counts', async () => {
    const { id } = stripe.session(account, subscription(800))
    stripe.pay(id, { declined: 'card_declined' })
    expect(await centsOf(stripe.pay(id))).toEqual([800])
  })
})

describe('a refund', () => {
  test('that names no line leaves the gift, as far as there is money left for it', async () => {
    const payment = sell(subscription(800))
    expect(
      await through(
        payment,
        () => stripe.refund(payment.id, { cents: 11_000 }),
        () => stripe.refund(payment.id, { cents: 1_300 }),
        () => stripe.refund(payment.id),
      ),
    ).toEqual([800, 500, 0])
  })

  test('that names the gift, or its very line, takes from it alone', async () => {
    const payment = sell(subscription(800))
    const li = (await gifts(payment))[0]!.reference.split('/')[2]!
    expect(
      await through(
        payment,
        () => stripe.refund(payment.id, { cents: 300, metadata: { acs: 'gift' } }),
        () => stripe.refund(payment.id, { cents: 200, metadata: { acs_line: li } }),
        () => stripe.refund(payment.id, { cents: 12_000 }),
        () => stripe.refund(payment.id, { cents: 300, metadata: { acs_line: li } }),
      ),
    ).toEqual([500, 300, 300, 0])
  })

  test('of one gift among several takes from that one', async () => {
    const two = [
      line('Abonnement', 9_000),
      line('Don', 500, { acs: 'gift' }),
      line('Don', 700, { acs: 'gift' }),
    ]
    const payment = sell({ ...subscription(0), line_items: two })
    const [, second] = (await gifts(payment)).map(({ reference }) => reference.split('/')[2]!)
    stripe.refund(payment.id, { cents: 700, metadata: { acs_line: second! } })
    expect(await centsOf(payment)).toEqual([500, 0])
    stripe.refund(payment.id, { cents: 100, metadata: { acs: 'gift' } })
    expect(await centsOf(payment)).toEqual([400, 0])
  })

  test('is counted once, by its last state: what failed or was cancelled is given again', async () => {
    const payment = sell(subscription(800))
    const made: string[] = []
    const ask = (status: 'pending' | 'requires_action') =>
      made.push(stripe.refund(payment.id, { cents: 12_400, status }).id)
    expect(
      await through(
        payment,
        () => ask('pending'),
        () => stripe.settleRefund(made[0]!, 'failed'),
        () => ask('requires_action'),
        () => stripe.settleRefund(made[1]!, 'canceled'),
        () => ask('pending'),
        () => stripe.settleRefund(made[2]!, 'succeeded'), // the bank sends a refund back that had succeeded
        () => stripe.settleRefund(made[2]!, 'failed'),
      ),
    ).toEqual([400, 800, 400, 800, 400, 400, 800])
  })

  test('may be named after the fact', async () => {
    const payment = sell(subscription(800))
    const { id } = stripe.refund(payment.id, { cents: 800 })
    expect(await through(payment, () => stripe.noteOnRefund(id, { acs: 'gift' }))).toEqual([0])
  })
})

describe('a dispute', () => {
  test('takes the money back until it is won', async () => {
    const payment = sell(subscription(800))
    const made: string[] = []
    expect(
      await through(
        payment,
        () => made.push(stripe.dispute(payment.id).id),
        () => stripe.decide(made[0]!, 'won', { reinstated: false }),
        () => stripe.reinstate(made[0]!),
      ),
    ).toEqual([0, 800, 800])
  })

  test('that is lost takes it for ever, unless it is won after all', async () => {
    const payment = sell(subscription(800))
    const { id } = stripe.dispute(payment.id)
    const open = await gifts(payment)
    stripe.decide(id, 'lost')
    expect(await gifts(payment)).toEqual(open)
    expect(open).toMatchObject([{ cents: 0 }])
    expect(await through(payment, () => stripe.decide(id, 'won'))).toEqual([800])
  })

  test('that is only asked about takes nothing, until it is one', async () => {
    const payment = sell(subscription(800))
    const { id } = stripe.dispute(payment.id, { inquiry: true })
    expect(await centsOf(payment)).toEqual([800])
    expect(await through(payment, () => stripe.escalate(id))).toEqual([0])
    const other = sell(subscription(800))
    stripe.decide(stripe.dispute(other.id, { inquiry: true }).id, 'warning_closed')
    expect(await centsOf(other)).toEqual([800])
  })

  test('of a part leaves the gift as far as there is money left; with a refund no cent goes twice', async () => {
    const payment = sell(subscription(800))
    expect(
      await through(
        payment,
        () => stripe.refund(payment.id, { cents: 6_000 }),
        () => stripe.dispute(payment.id, { cents: 6_500 }),
      ),
    ).toEqual([800, 300])
  })
})
