import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { StepPlace } from '../../../adapters/contract/index.ts'
import type { PublishedStep } from '../../../src/step/configuration.ts'
import { countFinished, isShownTo } from '../../../src/step/edge/carts.ts'
import { cartOf } from '../../../src/step/edge/cart.ts'
import { countingOf } from '../../../src/step/edge/counting.ts'
import { leadsTo, orderIn } from '../../../src/step/edge/order.ts'
import { armOf, drawOf } from '../../../src/step/guard/arm.ts'
import type { Counts, CountsSent } from '../../../src/step/guard/counts.ts'

const FAUTEUIL = 'https://fauteuil.test'
const KEY = 'pk_0123456789ABCDEFGHIJKL'
const VENUE = 'https://billetterie.test'
const CONFIRM = `${VENUE}/theatre/abonnements/checkout/confirm/`
const ORDER = '/theatre/abonnements/order/ABC12/secret/'

const place = { ordered: '/theatre/abonnements/order/', cart_cookie: 'pretix_session' } as StepPlace
const stepOf = (shown_percent: number, trial = 1) =>
  ({ key: KEY, open: true, trial, shown_percent }) as PublishedStep

let sent: { url: string; request: RequestInit }[]
let names = 0
const newCart = () => `cart-${(names += 1)}`
const asked = (cart: string | null, url = CONFIRM) =>
  new Request(
    url,
    cart === null ? {} : { headers: { cookie: `lang=fr; __Host-pretix_session=${cart}; a=b` } },
  )
const toOrder = (to = ORDER) => new Response(null, { status: 302, headers: { location: to } })
const counting = () => countingOf({ FAUTEUIL, STRUCTURE: KEY, EDGE_TOKEN: 'token' }, () => undefined)
const asJson = (text: string, type = 'application/json') =>
  new Response(text, { headers: { 'content-type': type } })
/** As the edge does: what an answer leads to, and where that is an order, one more cart. */
const finish = async (cart: string | null, answer: Response, url?: string, step = stepOf(50)) => {
  const request = asked(cart, url)
  const order = orderIn(request, await leadsTo(answer), place)
  if (order) await countFinished(request, step, place, counting())
  return order
}

/** All that has been counted since, once it has been sent. */
async function counted(): Promise<CountsSent[]> {
  await vi.advanceTimersByTimeAsync(15_000)
  return sent.map(({ request }) => JSON.parse(request.body as string) as CountsSent)
}
const sumOf = ({ shown, not_shown }: Counts) => ({
  begun: shown.begun + not_shown.begun,
  finished: shown.finished + not_shown.finished,
})

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  vi.stubGlobal('fetch', async (url: string, request: RequestInit) => {
    sent.push({ url, request })
    return new Response(null, { status: 204 })
  })
})
afterEach(async () => {
  await counted()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a cart is shown the step by its own cookie, always or never, and each visit of the page is counted in its arm', async () => {
  const cart = newCart()
  const named = await cartOf(asked(cart), place, KEY)
  const arm = armOf(await drawOf(KEY, named!), 50)
  for (const url of [CONFIRM, `${VENUE}/theatre/abonnements/checkout/addons/`]) {
    const request = asked(cart, url)
    expect(await isShownTo(request, stepOf(50), place, counting())).toBe(arm === 'shown')
  }
  const [counts] = await counted()
  expect(counts![arm].begun).toBe(2)
  expect(sumOf(counts!)).toEqual({ begun: 2, finished: 0 })
})

test('some carts see the step and others do not, each as its arm says', async () => {
  const shown = await Promise.all(
    Array.from({ length: 20 }, async () => isShownTo(asked(newCart()), stepOf(50), place, counting())),
  )
  const [counts] = await counted()
  expect(new Set(shown)).toEqual(new Set([true, false]))
  expect(counts!.shown.begun).toBe(shown.filter(Boolean).length)
})

test('what is sent are sums, once, to Fauteuil, after the answer; no cookie is in it', async () => {
  await isShownTo(asked(newCart()), stepOf(90), place, counting())
  await isShownTo(asked(newCart()), stepOf(90), place, counting())
  expect(sent).toEqual([])
  const [counts, ...more] = await counted()
  expect(more).toEqual([])
  expect(sent[0]!.url).toBe(`${FAUTEUIL}/edge/${KEY}/counts`)
  expect(sent[0]!.request.headers).toEqual({ authorization: 'Bearer token' })
  expect(sent[0]!.request.body).toMatch(
    /^\{"trial":1,"shown":\{"begun":\d,"finished":\d\},"not_shown":\{"begun":\d,"finished":\d\}\}$/,
  )
  expect(sumOf(counts!)).toEqual({ begun: 2, finished: 0 })
})

test('an order is counted by the answer that leads to it, with and without scripts', async () => {
  const orders = [
    await finish(newCart(), toOrder()),
    await finish(newCart(), toOrder(`${VENUE}${ORDER}pay/1/complete`)),
    await finish(newCart(), Response.json({ ready: true, success: true, redirect: ORDER })),
    await finish(newCart(), asJson(`{"redirect":"${ORDER}"}`, 'application/json; charset=utf-8')),
  ]
  expect(orders).toEqual(['ABC12', 'ABC12', 'ABC12', 'ABC12'])
  expect(sumOf((await counted())[0]!)).toEqual({ begun: 0, finished: 4 })
})

test('nothing else is an order', async () => {
  await finish(newCart(), toOrder('/theatre/abonnements/checkout/payment/'))
  await finish(newCart(), toOrder('/theatre/autre/order/ABC12/'))
  await finish(newCart(), Response.json({ ready: false }))
  await finish(newCart(), Response.json(null))
  await finish(newCart(), Response.json({ redirect: 3 }))
  await finish(newCart(), asJson('{'))
  await finish(newCart(), asJson(`{"redirect":"${ORDER}"}`, 'text/plain'))
  await finish(newCart(), Response.json({ redirect: ORDER }, { status: 400 }))
  await finish(newCart(), new Response('<html>', { headers: { 'content-type': 'text/html' } }))
  await finish(newCart(), new Response(null, { status: 302 }))
  for (const status of [201, 300, 304, 429])
    await finish(newCart(), new Response(null, { status, headers: { location: ORDER } }))
  // the pages of an order lead to each other
  await finish(newCart(), toOrder(), `${VENUE}${ORDER}pay/1/complete`)
  expect(await counted()).toEqual([])
})

test('the answer can be read all the same', async () => {
  const answer = Response.json({ redirect: ORDER })
  await finish(newCart(), answer)
  expect(await answer.json()).toEqual({ redirect: ORDER })
})

test('who orders again and again under one cookie is one cart', async () => {
  const cart = newCart()
  for (let n = 0; n < 20; n += 1) await finish(cart, toOrder())
  expect(sumOf((await counted())[0]!)).toEqual({ begun: 0, finished: 1 })
})

test('a cart without the cookie is in no arm, and sees the step where all do', async () => {
  expect(await isShownTo(asked(null), stepOf(50), place, counting())).toBe(false)
  expect(await isShownTo(asked(null), stepOf(100), place, counting())).toBe(true)
  await finish(null, toOrder())
  expect(await counted()).toEqual([])
})

test('an edge without a token tells nothing', async () => {
  const mute = countingOf({ FAUTEUIL, STRUCTURE: KEY }, () => undefined)
  await isShownTo(asked(newCart()), stepOf(50), place, mute)
  expect(await counted()).toEqual([])
})

test('a step of a season that is over is shown to nobody, and counts nothing', async () => {
  expect(await isShownTo(asked(newCart()), { ...stepOf(100), open: false }, place, counting())).toBe(false)
  expect(await counted()).toEqual([])
})

test('a step that is off is shown to nobody, and counts nothing', async () => {
  expect(await isShownTo(asked(newCart()), stepOf(0), place, counting())).toBe(false)
  await finish(newCart(), toOrder(), CONFIRM, stepOf(0))
  expect(await counted()).toEqual([])
})

test('carts of a new trial are sent apart', async () => {
  await finish(newCart(), toOrder())
  await finish(newCart(), toOrder(), CONFIRM, stepOf(50, 2))
  await finish(newCart(), toOrder(), CONFIRM, stepOf(50, 2))
  const each = await counted()
  expect(each.map((one) => [one.trial, sumOf(one).finished])).toEqual([
    [1, 1],
    [2, 2],
  ])
})

test('counts that do not arrive are lost, once, and break nothing', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(() => said.mockRestore())
  vi.stubGlobal('fetch', async () => {
    throw new Error('unreachable')
  })
  await finish(newCart(), toOrder())
  await counted()
  expect(said).toHaveBeenCalledExactlyOnceWith('{"event":"carts_not_counted","cause":"Error: unreachable"}')
  expect(sent).toEqual([])
})
