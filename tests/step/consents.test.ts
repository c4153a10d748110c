import { beforeAll, expect, test } from 'vitest'
import { purgeConsents } from '../../src/step/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, type World } from '../setup/world.ts'

// What proves a gift that is made in the ticketing's own line.

let world: World
let house: TestApp
let key: string
beforeAll(async () => {
  world = await freshWorld()
  let at_ms = Date.parse(NOW)
  house = testApp(world, { now: () => new Date((at_ms += 1)).toISOString() })
  key = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body.key
})
const tell = async (what: 'consents' | 'orders', body: object) =>
  house.ask(null, 'POST', `/step/${key}/${what}`, JSON.stringify(body), { 'content-type': 'text/plain' })
const cartOf = (n: number) => n.toString(16).padStart(64, '0')
const chosen = (cents: number, cart?: string) => ({
  version: '0123456789ab',
  language: 'fr',
  intent: crypto.randomUUID(),
  cents,
  typed: '',
  ...(cart === undefined ? {} : { cart }),
})
const kept = async () =>
  (
    await world.pg.query<{ intent: string; cart: string | null; order: string | null }>(
      'select intent, cart, "order" from consent',
    )
  ).rows

test('the last choice of a cart is the consent of its order; the cart itself is forgotten', async () => {
  const [first, last, other] = [chosen(800, cartOf(1)), chosen(1_200, cartOf(1)), chosen(400, cartOf(2))]
  for (const one of [first, last, other, last]) expect((await tell('consents', one)).status).toBe(204)
  expect((await tell('orders', { cart: cartOf(1), order: 'ABC12' })).status).toBe(204)
  const rows = await kept()
  expect(rows).toContainEqual({ intent: last.intent, cart: null, order: 'ABC12' })
  expect(rows.map(({ intent }) => intent)).not.toContain(first.intent)

  // order codes are short, and anyone may send one: it shows nothing of its gift
  await give(world, observed(world, 'ABC12/1', 1_200))
  const page = await house.app.request(`/don/${key}/${last.intent}?lang=fr`)
  expect(await page.text()).toContain('n’est pas encore confirmé')
})

test('an order that is told twice, or of a cart in which nothing was chosen, changes nothing', async () => {
  const before = await kept()
  expect((await tell('orders', { cart: cartOf(1), order: 'OTHER' })).status).toBe(204)
  expect((await tell('orders', { cart: cartOf(99), order: 'ABC12' })).status).toBe(204)
  expect(await kept()).toEqual(before)
})

test('a cart that became no order is forgotten after a day', async () => {
  const one = chosen(800, cartOf(7))
  await tell('consents', one)
  await purgeConsents(house.ctx)
  expect((await kept()).map(({ intent }) => intent)).toContain(one.intent)
  await purgeConsents({ ...house.ctx, now: () => '2026-11-24T12:01:00.000Z' })
  expect((await kept()).map(({ intent }) => intent)).not.toContain(one.intent)
})

test.each([
  ['no cents', { cents: 0 }],
  ['a cart that is no hash', { cart: 'me@example.org' }],
  ['half a character', { typed: '\ud800' }],
])('%s: refused', async (_, changes) => {
  const { status, body } = await tell('consents', { ...chosen(800), ...changes })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
})

test('what a version showed is kept, once', async () => {
  await house.ask(world.structure, 'POST', '/v1/steps', { texts: { fr: { title: 'Un fauteuil de plus' } } })
  const { rows } = await world.pg.query<{ title: string }>(
    `select shown->'words'->'fr'->>'title' as title from step_version order by at`,
  )
  expect(rows.map(({ title }) => title)).toEqual(['Partager un fauteuil', 'Un fauteuil de plus'])
})
