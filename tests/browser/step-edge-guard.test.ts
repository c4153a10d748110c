import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { cartOf } from '../../src/step/edge/cart.ts'
import { armOf, drawOf } from '../../src/step/guard/arm.ts'
import type { Arm } from '../../src/step/guard/counts.ts'
import { allowLocal } from '../setup/network.ts'
import { startEdge, type Edge } from '../step/edge.ts'
import { CART, CONNECTED, openShop, type Shop } from '../step/shop.ts'
import { site } from './site.ts'

// The edge way, in workerd: carts are drawn by the ticketing's own cookie, and counted where they finish.

const at = site()
let shop: Shop
let key: string
let edge: Edge
beforeAll(async () => {
  shop = await openShop()
  const { house, url } = at()
  await house.world.pg.query(`update connection set platform = 'pretix', settings = $1, provision = $2`, [
    CONNECTED.settings,
    CONNECTED.provision,
  ])
  const { body } = await house.ask(house.world.structure, 'POST', '/v1/steps', { shown_percent: 50 })
  key = body.key
  const port = await freePort()
  for (const address of [`http://127.0.0.1:${port}`, shop.url]) allowLocal(address)
  edge = await startEdge(
    { FAUTEUIL: url, STRUCTURE: key, EDGE_TOKEN: body.edge_token, TICKETING: shop.url },
    port,
  )
})
afterAll(async () => {
  await edge?.stop()
  await shop?.stop()
})

/** A cart of that arm, as its cookie. */
async function cookieOf(arm: Arm, but = ''): Promise<string> {
  for (let n = 0; ; n += 1) {
    const cookie = `pretix_session=session-${n}`
    const request = new Request(shop.url, { headers: { cookie } })
    const cart = await cartOf(request, { cart_cookie: 'pretix_session' }, key)
    if (cookie !== but && armOf(await drawOf(key, cart!), 50) === arm) return cookie
  }
}
const ask = async (cookie: string, method = 'GET') =>
  fetch(edge.url + CART, {
    method,
    redirect: 'manual',
    headers: { cookie },
    ...(method === 'POST' ? { body: new URLSearchParams({ price_7: '0.00' }) } : {}),
  })

test('half of the carts see the step, all go on, and what is known of them are sums', async () => {
  const [sees, also, sees_not] = [
    await cookieOf('shown'),
    await cookieOf('shown', await cookieOf('shown')),
    await cookieOf('not_shown'),
  ]
  for (const cookie of [sees, also]) expect(await (await ask(cookie)).text()).toContain('<acs-donation')
  const plain = await (await fetch(shop.url + CART, { headers: { cookie: sees_not } })).text()
  expect(await (await ask(sees_not)).text()).toBe(plain)
  for (const cookie of [sees, sees_not, sees_not]) expect((await ask(cookie, 'POST')).status).toBe(303)

  const { pg } = at().house.world
  const counted = async () =>
    (await pg.query('select shown, begun::int, finished::int from step_count order by shown desc')).rows
  await expect.poll(counted, { timeout: 40_000, interval: 500 }).toEqual([
    { shown: true, begun: 2, finished: 1 },
    // who orders twice under one cookie is one cart
    { shown: false, begun: 1, finished: 1 },
  ])
})
