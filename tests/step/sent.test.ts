import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../emulated/stripe/scene.ts'
import { freshHouse, type House } from '../hooks/stripe-house.ts'

// What pages send, field by field: what is kept, what is refused, and whether it is said why.

const VENUE = 'https://theatre.example.fr'
let house: House
let key: string
beforeAll(async () => {
  house = await freshHouse()
  const set = { origins: [VENUE], max_cents: 50_000 }
  key = (await house.app.ask(house.world.structure, 'POST', '/v1/steps', set)).body.key
})
beforeEach(() => {
  house.stripe.asked.length = 0
})

const chosen = (changes: object = {}) => ({
  version: '0123456789ab',
  language: 'fr',
  intent: crypto.randomUUID(),
  cents: 1_800,
  typed: '18',
  ...changes,
})
const send = async (what: 'consents' | 'payments', body: object, origin: string | null = VENUE) =>
  house.app.ask(null, 'POST', `/step/${key}/${what}`, body, origin === null ? {} : { origin })
const asked = () => house.stripe.asked.filter(({ method }) => method === 'POST')
const openedFor = async (intent: string) => {
  const on = { stripeAccount: house.account.facts.id }
  const { data } = await clientOf(house.stripe, house.stripe.key).checkout.sessions.list({}, on)
  return data.find((one) => one.client_reference_id === intent)
}
const consentOf = async (intent: string) =>
  (
    await house.world.pg.query(
      `select version, language, cents::int, typed, cart, "order" from consent where intent = $1`,
      [intent],
    )
  ).rows

test('a choice in a page that fills the ticketing’s line is kept, of no cart, once', async () => {
  const { intent, ...rest } = chosen()
  for (const cents of [1_800, 900])
    expect((await send('consents', { intent, ...rest, cents })).status).toBe(204)
  expect(await consentOf(intent)).toEqual([{ ...rest, cart: null, order: null }])
})

test('a page cannot say of which cart it is', async () => {
  const one = chosen()
  expect((await send('consents', { ...one, cart: 'f'.repeat(64) })).status).toBe(204)
  expect(await consentOf(one.intent)).toMatchObject([{ cart: null }])
})

describe('what is no choice is refused, and by which field', () => {
  test.each([
    ['version', '0123456789abc'],
    ['version', 'x0123456789ab'],
    ['version', 'g123456789ab'],
    ['cents', 10_000_001],
    ['cents', 0],
    ['typed', 'douze'],
    ['intent', '1'],
    ['language', 'fr-FR'],
  ])('%s: %s', async (field, value) => {
    const one = chosen({ [field]: value })
    const { status, body } = await send('consents', one)
    expect([status, body.error.code]).toEqual([400, 'invalid_request'])
    expect(body.error.detail.issues).toEqual([{ field, message: expect.stringMatching(/\w/) }])
  })

  test('the least and the most are taken', async () => {
    for (const changes of [{ cents: 1 }, { cents: 10_000_000 }, { typed: '12 345 678,90 euros' }])
      expect((await send('consents', chosen(changes))).status).toBe(204)
  })

  test('more than anyone writes of an amount', async () => {
    const { body } = await send('consents', chosen({ typed: `${' '.repeat(19)}18` }))
    expect(body.error.detail.issues).toEqual([{ field: 'typed', message: expect.stringMatching(/\w/) }])
  })
})

describe('a payment', () => {
  test('takes as much as the structure said, and not a cent more', async () => {
    expect((await send('payments', chosen({ cents: 50_000 }))).status).toBe(201)
    const { status, body } = await send('payments', chosen({ cents: 50_001 }))
    expect([status, body.error.code]).toEqual([400, 'invalid_request'])
    expect(body.error.detail.issues).toEqual([{ field: 'cents', message: expect.stringContaining('50000') }])
    expect(asked()).toHaveLength(1)
  })

  test.each([['https://elsewhere.example'], [`${VENUE}.example`], [null]])(
    'is refused to a page of %s, which is told as what it came',
    async (origin) => {
      const { status, body } = await send('payments', chosen(), origin)
      expect([status, body.error]).toEqual([
        403,
        expect.objectContaining({ code: 'origin_not_allowed', detail: { origin } }),
      ])
      expect(asked()).toEqual([])
    },
  )

  test.each([
    `blob:${VENUE}/0b5a2c1e`,
    `${VENUE}.elsewhere.example/abonnement`,
    `${VENUE}@elsewhere.example/`,
    'javascript:alert(1)',
  ])('leads nobody back to %s', async (page) => {
    const one = chosen({ page })
    await send('payments', one)
    expect((await openedFor(one.intent))?.cancel_url).toBe(`${house.app.ctx.origin}/don/${key}?lang=fr`)
  })

  test('opens for our own page too', async () => {
    expect((await send('payments', chosen(), house.app.ctx.origin)).status).toBe(201)
  })
})

test('sums of carts are refused by the figure that is wrong', async () => {
  const counts = { trial: 1, shown: { begun: 0, finished: -1 }, not_shown: { begun: 0, finished: 0 } }
  const { status, body } = await house.app.ask(null, 'POST', `/step/${key}/counts`, counts)
  expect([status, body.error.detail.issues]).toEqual([
    400,
    [{ field: 'shown.finished', message: expect.stringMatching(/\w/) }],
  ])
})

test('carts of a step that is shown to none ask the database nothing', async () => {
  const { ask } = house.app
  await ask(house.world.structure, 'POST', '/v1/steps', { shown_percent: 0 })
  const { trial } = (await ask(null, 'GET', `/step/${key}/fr.json`)).body
  await house.world.database.resetRoundTrips()
  const counts = { trial, shown: { begun: 0, finished: 0 }, not_shown: { begun: 9, finished: 9 } }
  expect((await ask(null, 'POST', `/step/${key}/counts`, counts)).status).toBe(204)
  expect(await house.world.database.roundTrips()).toBe(0)
})
