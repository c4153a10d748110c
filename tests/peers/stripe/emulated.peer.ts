import type { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { openOn } from '../../adapters/stripe/harness.ts'
import { startStripe } from '../../emulated/stripe/server.ts'
import { all, type Kind } from '../../emulated/stripe/world.ts'
import { listen, type Listener } from '../listener.ts'
import { ENABLE_REQUEST, PAY_REQUEST } from './asked.ts'
import { type Made, recordedClient, recorder } from './recorder.ts'
import { playSeason, type Played, refusals } from './season.ts'
import { readStripeApi, type StripeApi } from './openapi.ts'
import { startStripeMock, stripeOpenApi } from './servers.ts'

// All that our emulated Stripe answers and tells in a season, against Stripe's OpenAPI: what `npm test` rests on.

const PATHS: Record<Kind, string> = {
  product: 'products',
  price: 'prices',
  'checkout.session': 'checkout/sessions',
  payment_intent: 'payment_intents',
  charge: 'charges',
  refund: 'refunds',
  dispute: 'disputes',
  balance_transaction: 'balance_transactions',
  payout: 'payouts',
  event: 'events',
}
const LISTED = Object.entries(PATHS).filter(([kind]) => kind !== 'product' && kind !== 'price')

let api: StripeApi
let listener: Listener
let played: Played
let payments: string[]
let now_ms = Date.parse('2026-07-01T10:00:00.000Z')
const now = () => new Date(now_ms).toISOString()
beforeAll(async () => {
  api = readStripeApi(await stripeOpenApi())
  listener = await listen()
  const stripe = await startStripe({ now })
  stripe.addEndpoint({ url: listener.url('stripe') })
  stripe.addEndpoint({ url: ENABLE_REQUEST.hook.url, events: ['account.updated'] })
  const account = stripe.connect('Théâtre du Port')
  const later = (duration_ms: number) => (now_ms += duration_ms)
  played = { stripe, client: recordedClient(api, stripe).client, account, later }
  payments = await playSeason(played)
  await stripe.mail.settled()
})
afterAll(async () => {
  await played?.stripe.stop()
  await listener?.stop()
})

const faultsOf = (made: readonly Made[]): string[] => [
  ...new Set(made.flatMap(({ call, status, body }) => api.answerFaults(call, status, body))),
]
const on = () => ({ stripeAccount: played.account.facts.id })

describe('our emulated Stripe answers as Stripe’s OpenAPI says', () => {
  it('all that the adapter asks: each payment, the books, a page to pay, the account', async () => {
    const { made, wrap } = recorder(api)
    const partner = openOn(played.stripe, played.account, { wrap, now })
    await partner.enable(ENABLE_REQUEST)
    await partner.pay(PAY_REQUEST)
    for (const payment of payments) await partner.order(payment)
    const { gifts, payouts } = await partner.reconcile(null)
    expect([gifts.length, payouts?.length]).toEqual([14, 2])
    expect(made.length).toBeGreaterThan(50)
    expect(faultsOf(made)).toEqual([])
  })

  it.each(LISTED)('every %s, listed and by itself', async (kind, path) => {
    const { client, made } = recordedClient(api, played.stripe)
    const ids = all(played.account, kind as Kind).map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(1)
    await client.rawRequest('GET', `/v1/${path}?limit=100`, undefined, on())
    for (const id of ids) await client.rawRequest('GET', `/v1/${path}/${id}`, undefined, on())
    expect(made).toHaveLength(ids.length + 1)
    expect(faultsOf(made)).toEqual([])
  })

  it('prices, products and lines, and objects in the place of their ids', async () => {
    const { client, made } = recordedClient(api, played.stripe)
    for (const kind of ['price', 'product'] as const)
      for (const { id } of all(played.account, kind))
        await client.rawRequest('GET', `/v1/${PATHS[kind]}/${id}`, undefined, on())
    for (const { id } of all(played.account, 'checkout.session')) {
      await client.checkout.sessions.listLineItems(id, {}, on())
      const expand = ['line_items.data.price.product', 'payment_intent.latest_charge.refunds']
      await client.checkout.sessions.retrieve(id, { expand }, on())
    }
    expect(faultsOf(made)).toEqual([])
  })

  it('what it refuses', async () => {
    const { client, made } = recordedClient(api, played.stripe)
    const statuses = await refusals({ ...played, client })
    expect(statuses).toEqual([404, 400, 400, 400, 401, 403, 429, 500])
    expect(faultsOf(made)).toEqual([])
  })
})

describe('it tells as Stripe’s OpenAPI says', () => {
  const events = () =>
    listener.received.map(
      ({ body }) =>
        JSON.parse(body) as {
          type: string
          data: { object: { object: string }; previous_attributes?: object }
        },
    )

  it('every event, with the object that it is of, as it is and as it was', () => {
    expect(events().length).toBeGreaterThan(100)
    const faults = events().flatMap((event) => {
      const { object, previous_attributes } = event.data
      return [
        ...api.faults('event', event),
        ...api.faults(object.object, object),
        ...api.faults(object.object, { ...object, ...previous_attributes }),
      ]
    })
    expect([...new Set(faults)]).toEqual([])
  })

  it('of every type that the adapter needs, and of none that is not Stripe’s', async () => {
    const types = new Set(events().map(({ type }) => type))
    expect(EVENTS.filter((type) => !types.has(type))).toEqual([])
    const mock = await startStripeMock()
    const { client, made } = recordedClient(api, { url: mock.url, key: 'sk_test_123' })
    const enabled_events = [...types] as Stripe.WebhookEndpointCreateParams.EnabledEvent[]
    await client.webhookEndpoints.create({ url: ENABLE_REQUEST.hook.url, enabled_events })
    expect(made.map(({ status }) => status)).toEqual([200])
    await mock.stop()
  })
})

describe('Stripe’s OpenAPI says of an answer', () => {
  const CALL = 'GET /v1/refunds'
  it.each<[string, object, string]>([
    ['has a property that Stripe’s has not', { gift: 'yes' }, `${CALL}.data[0].gift is not Stripe's`],
    ['lacks one', { amount: undefined }, `${CALL}.data[0].amount is missing`],
    ['has none where there must be one', { currency: null }, `${CALL}.data[0].currency is null`],
    [
      'has a word that Stripe does not know',
      { reason: 'gift' },
      `${CALL}.data[0].reason is "gift", none of its values`,
    ],
    ['has a text for a number', { created: '1' }, `${CALL}.data[0].created is no whole number`],
    ['has another object in it', { charge: { object: 'refund' } }, `${CALL}.data[0].charge is no text`],
  ])('that %s', async (_, changes, fault) => {
    const [refund] = all(played.account, 'refund')
    const body = { object: 'list', url: '/v1/refunds', has_more: false, data: [{ ...refund, ...changes }] }
    expect(api.answerFaults(CALL, 200, body)).toEqual([fault])
  })
})
