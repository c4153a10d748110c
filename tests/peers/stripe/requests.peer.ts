import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { giftPrice, withGift } from '../../../adapters/stripe/venue.ts'
import { openOn } from '../../adapters/stripe/harness.ts'
import { curlOfPage } from '../../adapters/stripe/page.ts'
import { type Made, recordedClient, recorder } from './recorder.ts'
import { readStripeApi, type StripeApi } from './openapi.ts'
import { type Server, startStripeMock, stripeOpenApi } from './servers.ts'
import { CALLS, ENABLE_REQUEST, SESSIONS, VERBS } from './asked.ts'

// Every request of the adapter against stripe-mock, which refuses what Stripe's OpenAPI does not allow.

const KEY = 'sk_test_123'
const ACCOUNT = { facts: { id: 'acct_1PemuTheatre' } }

let api: StripeApi
let mock: Server
const all: Made[] = []
beforeAll(async () => {
  api = readStripeApi(await stripeOpenApi())
  mock = await startStripeMock()
})
afterAll(async () => mock?.stop())

const refusals = (made: readonly Made[]) =>
  made.filter(({ status }) => status !== 200).map(({ call, body }) => [call, body])
const recorded = () => recordedClient(api, { url: mock.url, key: KEY })
const on = { stripeAccount: ACCOUNT.facts.id }

describe('stripe-mock accepts all that is asked by', () => {
  it.each(Object.entries(VERBS))('%s', async (_, { act, instead, asks }) => {
    const { made, wrap } = recorder(api, instead)
    await act(openOn({ url: mock.url, key: KEY }, ACCOUNT, { wrap }))
    all.push(...made)
    expect(refusals(made)).toEqual([])
    const calls = [...new Set(made.map(({ call }) => call))]
    expect(calls.toSorted((a, b) => a.localeCompare(b))).toEqual(asks.toSorted((a, b) => a.localeCompare(b)))
  })

  it('each call that the adapter’s source has', () => {
    const folder = join(import.meta.dirname, '../../../adapters/stripe')
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'))
    const written = sources.flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(/\bstripe\.((?:\w+\.)+\w+)\(/g),
    ])
    const called = new Set(written.map(([, name = '']) => name))
    expect(called).toEqual(new Set(Object.keys(CALLS)))
    expect(new Set(all.map(({ call }) => call))).toEqual(new Set(Object.values(CALLS)))
  })
})
describe('of what the adapter asked', () => {
  // what is new in it since is checked by the types of Stripe's library alone
  it('all was in the version of Stripe’s library, one release later than Stripe’s OpenAPI here', () => {
    const versions = new Set(all.map(({ request }) => request.headers.get('stripe-version')))
    expect(versions).toEqual(new Set(['2026-10-28.endive']))
    expect(api.version).toBe('2026-08-26.dahlia')
  })

  it('every page after the first was asked for too', () => {
    const further = all.filter(({ request }) => new URL(request.url).searchParams.has('starting_after'))
    expect(new Set(further.map(({ call }) => call)).size).toBe(6)
  })

  // stripe-mock takes any word for `expand`
  it('all that it wished expanded can be, as Stripe’s OpenAPI says', () => {
    const asked = all.flatMap(({ call, expands }) => expands.map((path) => ({ call, path })))
    expect(new Set(asked.map(({ path }) => path)).size).toBe(5)
    expect(asked.filter(({ call, path }) => !api.mayExpand(call, path))).toEqual([])
    expect(api.mayExpand(SESSIONS, 'data.payment_intent.last_charge')).toBe(false)
    expect(api.mayExpand(SESSIONS, 'line_items')).toBe(false)
  })

  it('nothing would have been accepted with a parameter that Stripe does not have', async () => {
    const again = await Promise.all(
      all.map(async ({ call, request }) => ({ call, status: (await fetch(await spoiled(request))).status })),
    )
    expect(again.length).toBeGreaterThan(20)
    expect(again.filter(({ status }) => status !== 400)).toEqual([])
  })
})

/** The same request, with a parameter that nobody knows. */
async function spoiled(request: Request): Promise<Request> {
  const { method, headers } = request
  if (method === 'POST')
    return new Request(request.url, { method: 'POST', headers, body: `${await request.text()}&gift=yes` })
  const url = new URL(request.url)
  url.searchParams.set('gift', 'yes')
  return new Request(url, { headers })
}

describe('stripe-mock accepts what a venue asks', () => {
  const own: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 12_000, product_data: { name: 'Abonnement' } },
      },
    ],
    success_url: 'https://theatre.example.org/merci',
  }
  const gift = { name: 'Partager un fauteuil', description: 'Ouvre une place.', consent: { shown: 'x' } }

  it('with our help: a session with a gift, and a price whose amount the buyer sets', async () => {
    const { client, made } = recorded()
    const { id } = await client.prices.create(giftPrice('Partager un fauteuil'), on)
    for (const amount of [{ cents: 800 }, { price: id }])
      await client.checkout.sessions.create(withGift(own, { ...gift, amount }), on)
    expect(made).toHaveLength(3)
    expect(refusals(made)).toEqual([])
  })

  it('by curl, as its page says', async () => {
    const send = async (body: URLSearchParams) =>
      (
        await fetch(`${mock.url}/v1/checkout/sessions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${KEY}` },
          body,
        })
      ).status
    const form = curlOfPage()
    expect(await send(form)).toBe(200)
    form.set('line_items[1][metadata]', 'gift')
    expect(await send(form)).toBe(400)
  })

  it('and the webhook with every event that we need, none of which is invented', async () => {
    const { client } = recorded()
    const endpoint = async (events: readonly string[]) =>
      client.webhookEndpoints.create({
        url: ENABLE_REQUEST.hook.url,
        connect: true,
        enabled_events: events as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
      })
    expect(await endpoint(EVENTS)).toMatchObject({ object: 'webhook_endpoint' })
    await expect(endpoint([...EVENTS, 'gift.given'])).rejects.toMatchObject({ statusCode: 400 })
  })
})
