import { beforeAll, describe, expect, test } from 'vitest'
import { purgeConsents } from '../../src/step/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, type World } from '../setup/world.ts'

// What proves a gift that is made in the ticketing's own line.

let world: World
let house: TestApp
let key: string
let token: string
/** of the clock of the Worker that is asked */
let skew_ms = 0
beforeAll(async () => {
  world = await freshWorld()
  let at_ms = Date.parse(NOW)
  house = testApp(world, { now: () => new Date((at_ms += 1) + skew_ms).toISOString() })
  const { body } = await house.ask(world.structure, 'POST', '/v1/steps', {})
  ;({ key, edge_token: token } = body)
})
/** As the structure's edge Worker does. */
const tell = async (what: 'consents' | 'orders', body: object, by = token) =>
  house.ask(null, 'POST', `/edge/${key}/${what}`, JSON.stringify(body), { authorization: `Bearer ${by}` })
const cartOf = (n: number) => n.toString(16).padStart(64, '0')
const chosen = (cents: number, cart: string) => ({
  version: '0123456789ab',
  language: 'fr',
  intent: crypto.randomUUID(),
  cents,
  typed: '',
  cart,
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
})

test('what was told last was chosen last, also to a Worker whose clock is behind', async () => {
  const [first, last] = [chosen(800, cartOf(4)), chosen(1_200, cartOf(4))]
  await tell('consents', first)
  skew_ms = -30_000
  await tell('consents', last)
  skew_ms = 0
  await tell('orders', { cart: cartOf(4), order: 'MNO45' })
  expect(await kept()).toContainEqual({ intent: last.intent, cart: null, order: 'MNO45' })
})

test('is shown with its gift, with what was read then; a gift that no step of ours has seen has none', async () => {
  const { version } = (await house.ask(null, 'GET', `/step/${key}/de.json`)).body
  const one = { ...chosen(1_200, cartOf(3)), version, language: 'de', typed: '12' }
  await tell('consents', one)
  await tell('orders', { cart: cartOf(3), order: 'DEF34' })
  const evidence = { platform: 'pretix', preselected: false }
  await give(
    world,
    { ...observed(world, 'abonnements/DEF34/2', 1_200), evidence: { ...evidence, order: 'DEF34' } },
    { ...observed(world, 'abonnements/GHI56/2', 800), evidence: { ...evidence, order: 'GHI56' } },
  )
  const gifts = await house.ask(world.structure, 'GET', '/v1/gifts')
  const [with_ours, without] = await Promise.all(
    ['DEF34', 'GHI56'].map(async (order) => {
      const { id } = gifts.body.items.find((gift: { reference: string }) => gift.reference.includes(order))
      return (await house.ask(world.structure, 'GET', `/v1/gifts/${id}`)).body
    }),
  )
  const { cart: _, ...kept_of_it } = one
  expect(with_ours.consent).toMatchObject({
    ...kept_of_it,
    shown: { price_cents: 800, words: { title: 'Einen Platz teilen', no: 'Nein, danke' } },
  })
  expect(without).toMatchObject({ consent: null, evidence })
})

test('is shown with a gift that was paid, by us or in a venue’s own payment', async () => {
  const { version } = (await house.ask(null, 'GET', `/step/${key}/nl.json`)).body
  const choice = { version, language: 'nl', intent: crypto.randomUUID(), typed: '8' }
  const of_venue = { consent: JSON.stringify({ ...choice, cents: 800 }), chosen_at: '2026-11-23T11:00:00Z' }
  const evidence = (consent: object) => ({ platform: 'stripe', session: 'cs_1', consent })
  const gift = (reference: string) => observed(world, reference, 800)
  await give(
    world,
    { ...gift('cs_ours/1'), evidence: evidence({ ...choice, key, chosen_cents: '800' }) },
    { ...gift('cs_venue/1'), evidence: evidence(of_venue) },
    { ...gift('cs_other/1'), evidence: evidence({ shown: 'Partager un fauteuil' }) },
  )
  const { items } = (await house.ask(world.structure, 'GET', '/v1/gifts')).body
  const consentOf = async (reference: string) => {
    const { id, given_at } = items.find((one: { reference: string }) => one.reference === reference)
    return { given_at, consent: (await house.ask(world.structure, 'GET', `/v1/gifts/${id}`)).body.consent }
  }
  const shown = { price_cents: 800, words: { title: 'Een stoel delen' } }
  const ours = await consentOf('cs_ours/1')
  expect(ours.consent).toMatchObject({ ...choice, cents: 800, at: ours.given_at, shown })
  const venue = await consentOf('cs_venue/1')
  expect(venue.consent).toMatchObject({ ...choice, cents: 800, at: of_venue.chosen_at, shown })
  expect((await consentOf('cs_other/1')).consent).toBeNull()
})

describe('only the structure’s own edge may tell of carts and orders', () => {
  test.each([
    ['no token', ''],
    ['another', 'f'.repeat(64)],
  ])('%s', async (_, by) => {
    const before = await kept()
    for (const what of ['consents', 'orders'] as const) {
      const { status, body } = await tell(what, { ...chosen(800, cartOf(8)), order: 'JKL78' }, by)
      expect([status, body.error.code]).toEqual([401, 'edge_not_proven'])
    }
    expect(await kept()).toEqual(before)
  })

  test('a token that was made anew ends the one before', async () => {
    const set = await house.ask(world.structure, 'POST', '/v1/steps', { renew_edge_token: true })
    expect((await tell('consents', chosen(800, cartOf(9)))).status).toBe(401)
    token = set.body.edge_token
    expect((await tell('consents', chosen(800, cartOf(9)))).status).toBe(204)
    // and only then
    const again = await house.ask(world.structure, 'POST', '/v1/steps', {})
    expect(again.body.edge_token).toBe(token)
  })

  test('no list shows it', async () => {
    expect(JSON.stringify((await house.ask(world.structure, 'GET', '/v1/steps')).body)).not.toContain(token)
  })
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
  ['a cart that is more than one', { cart: `${cartOf(10)}0` }],
  ['a cart that hides something', { cart: `x${cartOf(10)}` }],
  ['half a character', { typed: '\ud800' }],
  ['a name where an amount is written', { typed: 'Marie Dupont 12' }],
])('%s: refused', async (_, changes) => {
  const { status, body } = await tell('consents', { ...chosen(800, cartOf(10)), ...changes })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
})

test.each(['', 'AB 12', 'x'.repeat(51), '../ABC12'])('an order is not called “%s”', async (order) => {
  const { status, body } = await tell('orders', { cart: cartOf(10), order })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
})

test('what a version showed is kept, once', async () => {
  await house.ask(world.structure, 'POST', '/v1/steps', { texts: { fr: { title: 'Un fauteuil de plus' } } })
  const { rows } = await world.pg.query<{ title: string }>(
    `select shown->'words'->'fr'->>'title' as title from step_version order by at`,
  )
  expect(rows.map(({ title }) => title)).toEqual(['Partager un fauteuil', 'Un fauteuil de plus'])
})
