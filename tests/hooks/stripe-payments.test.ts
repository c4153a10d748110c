import { beforeAll, beforeEach, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/platform/clock.ts'
import type { Actor } from '../setup/world.ts'
import { freshHouse, type House } from './stripe-house.ts'

// A page for one gift, from the request of a structure's program to the books.

let house: House
beforeAll(async () => {
  house = await freshHouse()
})
beforeEach(() => {
  house.stripe.asked.length = 0
})

const BODY = {
  cents: 1_250,
  language: 'en',
  paid_url: 'https://theatre.example.org/merci',
  left_url: 'https://theatre.example.org/abonnement',
  consent: { shown: 'A seat: 12 €', chosen: '12,50', chosen_at: '2026-11-23T12:00:00Z', version: '7' },
}
let asked = 0
const newKey = () => `cart-${(asked += 1)}-gift`
const ask = async (who: Actor, body: object, key = newKey()) =>
  house.app.ask(who, 'POST', '/v1/payments', body, { 'idempotency-key': key })
const creations = () => house.stripe.asked.filter(({ method }) => method === 'POST')

test('what is paid on the page is booked, however late the event comes', async () => {
  const { status, body } = await ask(house.world.structure, BODY)
  expect([status, body]).toEqual([
    201,
    {
      payment: expect.stringMatching(/^cs_test_/),
      url: expect.stringContaining(body.payment),
      ends_at: expect.any(String),
    },
  ])
  const page = await (await fetch(body.url)).text()
  expect(page).toContain('Share a seat: 12.50 EUR')
  house.stripe.mail.hold()
  const paid = await fetch(body.url, { method: 'POST', body: new FormData(), redirect: 'manual' })
  expect(paid.headers.get('location')).toBe(BODY.paid_url)
  expect(Object.values(await house.booked())).not.toContain(1_250)
  house.clock.now_ms += 5 * HOUR_MS
  await house.stripe.mail.release()
  await house.settle()
  const { rows } = await house.world.pg.query('select evidence, posted_cents from gift where cents = 1250')
  expect(rows).toMatchObject([{ posted_cents: '1250', evidence: { consent: BODY.consent } }])
})

test('the same request again is the same page, and asks Stripe no more', async () => {
  const key = newKey()
  const first = await ask(house.world.structure, BODY, key)
  const again = await ask(house.world.structure, BODY, key)
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(creations()).toHaveLength(1)
  const other = await ask(house.world.structure, { ...BODY, cents: 800 }, key)
  expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_key_reused'])
})

test('two clicks at once are one page', async () => {
  const key = newKey()
  const answers = await Promise.all([1, 2, 3].map(async () => ask(house.world.structure, BODY, key)))
  expect(new Set(answers.map(({ body }) => body.url)).size).toBe(1)
})

test('an answer of Stripe that got lost opens no second page; meanwhile nothing was opened', async () => {
  const key = newKey()
  house.stripe.faults.lose_answers = 1
  const lost = await ask(house.world.structure, BODY, key)
  expect([lost.status, lost.body.error.code]).toEqual([503, 'partner_unavailable'])
  const then = await ask(house.world.structure, BODY, key)
  expect(then.status).toBe(201)
  const [first, second] = creations().map(({ idempotency_key }) => idempotency_key)
  expect(first).toBe(second)
  // the same key after another gift: Stripe knows the intent though ours was never answered
  house.stripe.faults.lose_answers = 1
  const another = newKey()
  await ask(house.world.structure, BODY, another)
  const changed = await ask(house.world.structure, { ...BODY, cents: 800 }, another)
  expect([changed.status, changed.body.error.code]).toEqual([409, 'idempotency_key_reused'])
})

test('each asks for its own donee, and the operator says whose', async () => {
  const { world } = house
  expect((await ask(world.relay, BODY)).status).toBe(403)
  expect((await ask(world.operator, BODY)).body.error.code).toBe('invalid_request')
  const structure_id = world.structure.organisation_id
  expect((await ask(world.operator, { ...BODY, structure_id })).status).toBe(201)
  expect((await ask(world.structure, { ...BODY, structure_id: world.operator.organisation_id })).status).toBe(
    404,
  )
  const joined = await house.app.ask(world.operator, 'POST', '/v1/structures', {
    name: 'Sans compte',
    language: 'fr',
  })
  const without = await ask(world.operator, { ...BODY, structure_id: joined.body.id })
  expect([without.status, without.body.error.code]).toEqual([409, 'payment_not_connected'])
})

test.each([
  ['less than 50 cents', { cents: 49 }],
  ['half a cent', { cents: 99.5 }],
  ['more than anyone means', { cents: 1_000_001 }],
  ['an address that is none', { paid_url: 'javascript:alert(1)' }],
  ['a consent that is no text', { consent: { shown: 7 } }],
  ['a field that nobody knows', { donor: 'Claire' }],
])('%s is refused before Stripe is asked', async (_, wrong) => {
  const { status, body } = await ask(house.world.structure, { ...BODY, ...wrong })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
  expect(house.stripe.asked).toEqual([])
})
