import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cartOf } from '../../src/step/edge/cart.ts'
import { proofOf } from '../../src/step/proof.ts'
import { endIsolate, FAUTEUIL, KEY, VENUE } from './isolate.ts'
import { isolatedEdge, leads, page, type IsolatedEdge } from './isolated-edge.ts'

// What the edge makes of orders: what it tells Fauteuil of them, and what it adds to their own pages.

const CONFIRM = '/theatre/abonnements/checkout/confirm/'
const ORDER = '/theatre/abonnements/order/ABC12/secret/'
const mute = { FAUTEUIL, STRUCTURE: KEY }

let edge: IsolatedEdge
beforeEach(async () => {
  edge = await isolatedEdge()
})
afterEach(endIsolate)

const told = (what: 'orders' | 'counts') => edge.asked.filter(({ url }) => url.endsWith(`/${what}`))
/** Sends what makes an order; all that follows has been done then. */
async function order(answer = leads(ORDER), path = CONFIRM, init = {}, env?: typeof mute): Promise<Response> {
  edge.ticketing = () => answer
  const made = await edge.ask(path, { method: 'POST', ...init }, env)
  await vi.advanceTimersByTimeAsync(15_000)
  return made
}

describe('a cart that became an order', () => {
  test('is told with the hash of the cart, after what was chosen on the page itself, and counted', async () => {
    const answer = leads(ORDER)
    edge.ticketing = () => answer
    expect(await edge.ask(CONFIRM, { method: 'POST' })).toBe(answer)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(told('orders')).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    const [one] = told('orders')
    expect(one!.url).toBe(`${FAUTEUIL}/edge/${KEY}/orders`)
    const headers = { cookie: 'pretix_session=cart-1' }
    const cart = await cartOf(new Request(VENUE, { headers }), edge.step.place, KEY)
    expect(await one!.json()).toEqual({ cart, order: 'ABC12' })
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await told('counts')[0]!.json()).toMatchObject({ shown: { begun: 0, finished: 1 } })
  })

  test('is the same where a script of the ticketing’s is told where to go, which it still is', async () => {
    const answer = Response.json({ redirect: ORDER })
    expect(await order(answer)).toBe(answer)
    expect(told('orders')).toHaveLength(1)
    expect(await answer.json()).toEqual({ redirect: ORDER })
  })

  test.each<[string, Response, string?, object?]>([
    ['elsewhere', leads('/theatre/abonnements/checkout/payment/')],
    ['nowhere', new Response(null, { status: 302 })],
    ['to no address at all', leads('https://')],
    ['to the list of orders', leads('/theatre/abonnements/order/')],
    ['from one page of the order to another', leads(ORDER), ORDER],
    ['by an error', Response.json({ redirect: ORDER }, { status: 400 })],
    [
      'by another type',
      new Response(`{"redirect":"${ORDER}"}`, { headers: { 'content-type': 'text/plain' } }),
    ],
    ['out of no cart', leads(ORDER), CONFIRM, { headers: {} }],
  ])('nothing is told of an answer that leads %s', async (_, answer, path, init) => {
    await order(answer, path, init)
    expect(edge.asked.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('nor where the edge cannot prove itself', async () => {
    await order(leads(ORDER), CONFIRM, {}, mute)
    expect(edge.asked.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('nor where no step is known', async () => {
    edge.fauteuil = () => new Response(null, { status: 404 })
    await order()
    expect(edge.asked.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('is still told when what is known of the step comes late: nobody waits for it', async () => {
    edge.fauteuil = async ({ method }) =>
      method === 'POST'
        ? new Response(null, { status: 204 })
        : new Promise((answer) => setTimeout(() => answer(Response.json(edge.step)), 1_500))
    await order()
    expect(told('orders')).toHaveLength(1)
  })

  test('breaks nothing when it cannot be told', async () => {
    edge.fauteuil = ({ method }) =>
      method === 'GET' ? Response.json(edge.step) : Promise.reject(new TypeError('fetch failed'))
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    expect((await order()).status).toBe(302)
    said.mockRestore()
  })
})

describe('the page of an order', () => {
  const PAGE = `${ORDER}?thanks=1`
  const shown = async (language = 'fr', env?: typeof mute) => {
    edge.ticketing = () => {
      const made = page()
      made.headers.set('content-language', language)
      return made
    }
    return (await edge.ask(PAGE, {}, env)).text()
  }

  test('leads from the gift’s line to what it opens, by an address that only this edge can make', async () => {
    const address = `${edge.step.page}/ABC12/${await proofOf('token', 'ABC12')}?lang=de`
    expect(await shown('de')).toBe(
      `append [data-article-id="item-7"] .product: <p><a rel="noreferrer" href="${address}">Sehen, was diese Spende &#246;ffnet</a></p>`,
    )
  })

  test('is the ticketing’s own where the edge has no token, or no line is known to be a gift', async () => {
    expect(await shown('fr', mute)).toBe('a page of the ticketing')
    edge = await isolatedEdge()
    edge.step.place.given = null
    expect(await shown()).toBe('a page of the ticketing')
  })
})
