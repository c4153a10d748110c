import { Stripe } from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OutcomeUnknown, type PayRequest, RetryLater } from '../../../adapters/contract/index.ts'
import { giftPrice, withGift } from '../../../adapters/stripe/venue.ts'
import { clientOf } from '../../emulated/stripe/scene.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { freshStripe, openOn } from './harness.ts'
import { curlOfPage } from './page.ts'

// Opening a page on which a gift is paid: ours, and a venue's own with the gift among its lines.

let stripe: EmulatedStripe
let account: ReturnType<EmulatedStripe['connect']>
let partner: ReturnType<typeof openOn>
beforeEach(async () => {
  stripe = await freshStripe()
  account = stripe.connect('Théâtre du Port')
  partner = openOn(stripe, account)
})
afterEach(async () => stripe.stop())

const REQUEST: PayRequest = {
  intent: 'intent-1',
  cents: 1_250,
  title: 'Partager un fauteuil',
  description: 'Ouvre une place et la moitié de la suivante.',
  language: 'fr',
  paid_url: 'https://theatre.example.org/merci',
  left_url: 'https://theatre.example.org/abonnement',
  consent: { shown: 'Ouvrir une place', chosen: '1250', chosen_at: '2026-07-01T10:00:00Z', version: '7' },
}
const sessions = async () => (await clientOf(stripe, stripe.key).checkout.sessions.list({}, on())).data
const on = () => ({ stripeAccount: account.facts.id })

describe('our own page', () => {
  test('is the donee’s, for this gift alone, and what is paid there is a gift with its consent', async () => {
    const opened = await partner.pay(REQUEST)
    const [session] = await sessions()
    expect(opened).toEqual({
      outcome: 'opened',
      payment: session?.id,
      url: session?.url,
      ends_at: new Date((session?.expires_at ?? 0) * 1_000).toISOString(),
    })
    expect(session).toMatchObject({
      amount_total: 1_250,
      currency: 'eur',
      locale: 'fr',
      submit_type: 'donate',
      client_reference_id: 'intent-1',
      success_url: REQUEST.paid_url,
      cancel_url: REQUEST.left_url,
    })
    const { id } = stripe.pay(session!.id)
    expect((await partner.order(id))?.gifts).toMatchObject([
      { cents: 1_250, evidence: { consent: { ...REQUEST.consent, intent: 'intent-1' } } },
    ])
  })

  test('is one for one intent, even when its answer was lost; another gift is another intent', async () => {
    stripe.faults.lose_answers = 1
    await expect(partner.pay(REQUEST)).rejects.toBeInstanceOf(OutcomeUnknown)
    stripe.faults.carried_out_then = { status: 500, times: 1 }
    await expect(partner.pay(REQUEST)).rejects.toBeInstanceOf(OutcomeUnknown)
    const opened = await partner.pay(REQUEST)
    expect(await partner.pay(REQUEST)).toEqual(opened)
    expect(await sessions()).toHaveLength(1)
    expect(await partner.pay({ ...REQUEST, cents: 800 })).toEqual({ outcome: 'intent_used' })
    await partner.pay({ ...REQUEST, intent: 'intent-2', cents: 800 })
    expect(await sessions()).toHaveLength(2)
  })

  test('that Stripe is still opening, for a click a moment before, is to be asked for again', async () => {
    const message = 'There is currently another in-progress request using this Idempotent Key.'
    const error = { type: 'invalid_request_error', code: 'idempotency_key_in_use', message }
    stripe.faults.answer = { status: 409, times: 1, body: JSON.stringify({ error }) }
    await expect(partner.pay(REQUEST)).rejects.toBeInstanceOf(RetryLater)
  })

  test('speaks a language that Stripe speaks, else the payer’s own', async () => {
    await partner.pay({ ...REQUEST, language: 'br' })
    expect((await sessions())[0]?.locale).toBe('auto')
  })

  test('that Stripe refuses is refused with its words', async () => {
    await expect(partner.pay({ ...REQUEST, cents: 49 })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('50 cents'),
    })
  })
})

describe('a venue’s own session', () => {
  const client = () => clientOf(stripe, stripe.key)
  const own: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'eur', unit_amount: 9_000, product_data: { name: 'Abonnement' } },
      },
    ],
    metadata: { cart: '77' },
    success_url: 'https://theatre.example.org/merci',
  }
  const gift = { name: 'Partager un fauteuil', consent: { shown: 'x', chosen: '800' } }

  test('gets the gift as a line of its own, and keeps what it had', async () => {
    const made = await client().checkout.sessions.create(
      withGift(own, { ...gift, amount: { cents: 800 } }),
      on(),
    )
    expect(made).toMatchObject({
      amount_total: 18_800,
      metadata: { cart: '77', acs_shown: 'x', acs_chosen: '800' },
    })
    const payment = stripe.pay(made.id)
    expect((await partner.order(payment.id))?.gifts).toMatchObject([{ cents: 800 }])
    expect(own.line_items).toHaveLength(1)
  })

  test('keeps as much of a long text of consent as Stripe keeps', async () => {
    const long = { ...gift, amount: { cents: 800 }, consent: { shown: 'é'.repeat(501) } }
    const made = await client().checkout.sessions.create(withGift(own, long), on())
    expect(made.metadata).toEqual({ cart: '77', acs_shown: 'é'.repeat(500) })
  })

  test('may let the amount be set at Stripe, with nothing filled in', async () => {
    const price = await client().prices.create(giftPrice('Partager un fauteuil'), on())
    expect(price.custom_unit_amount).toEqual({ minimum: 100, maximum: 100_000, preset: null })
    const asked = withGift(own, { ...gift, amount: { price: price.id } })
    const { id } = await client().checkout.sessions.create(asked, on())
    const payment = stripe.pay(id, { amounts: [1_500] })
    expect((await partner.order(payment.id))?.gifts).toMatchObject([{ cents: 1_500 }])
  })

  test('made as the page for venues says, by curl, holds a gift too', async () => {
    const answer = await fetch(`${stripe.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stripe.key}`, 'stripe-account': account.facts.id },
      body: curlOfPage(),
    })
    expect(answer.status).toBe(200)
    const { id } = (await answer.json()) as { id: string }
    const payment = stripe.pay(id)
    expect((await partner.order(payment.id))?.gifts).toMatchObject([{ cents: 800 }])
  })
})
