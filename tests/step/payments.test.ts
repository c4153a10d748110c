import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../src/platform/clock.ts'
import { clientOf } from '../emulated/stripe/scene.ts'
import { freshHouse, type House } from '../hooks/stripe-house.ts'
import { ORIGIN } from '../setup/app.ts'

// From a page of the venue's to the payment, the books, and what the giver sees of it.

const VENUE = 'https://theatre.example.fr'
let house: House
let key: string
let version: string
beforeAll(async () => {
  house = await freshHouse()
  const set = await house.app.ask(house.world.structure, 'POST', '/v1/steps', {
    origins: [VENUE],
    max_cents: 50_000,
  })
  key = set.body.key
  version = (await house.app.ask(null, 'GET', `/step/${key}/fr.json`)).body.version
})
beforeEach(() => {
  house.stripe.asked.length = 0
})

const chosen = (changes: object = {}) => ({
  version,
  language: 'fr',
  intent: crypto.randomUUID(),
  cents: 1_800,
  typed: '18',
  page: `${VENUE}/abonnement`,
  ...changes,
})
const ask = async (body: object | string, origin: string | null = VENUE) =>
  house.app.ask(
    null,
    'POST',
    `/step/${key}/payments`,
    typeof body === 'string' ? body : JSON.stringify(body),
    {
      'content-type': 'text/plain;charset=UTF-8',
      ...(origin === null ? {} : { origin }),
    },
  )
const creations = () => house.stripe.asked.filter(({ method }) => method === 'POST')
const thanks = async (intent: string, language = 'fr') =>
  house.app.ask(null, 'GET', `/don/${key}/${intent}?lang=${language}`)
const pay = async (url: string) => fetch(url, { method: 'POST', body: new FormData(), redirect: 'manual' })

test('a gift is paid on the donee’s own page, and whoever gave it sees what it opened, from before the webhook until long after', async () => {
  const { intent, ...rest } = chosen()
  const { status, body, headers } = await ask({ intent, ...rest })
  expect([status, headers.get('access-control-allow-origin')]).toEqual([201, '*'])
  expect(await (await fetch(body.url)).text()).toContain('Partager un fauteuil · Théâtre du Port: 18.00 EUR')

  house.stripe.mail.hold()
  const paid = await pay(body.url)
  expect(paid.headers.get('location')).toBe(`${ORIGIN}/don/${key}/${intent}?lang=fr`)
  expect((await thanks(intent)).text).toContain('n’est pas encore confirmé')
  house.clock.now_ms += 5 * HOUR_MS
  await house.stripe.mail.release()
  await house.settle()
  await house.app.ctx.db.call('convert', {
    convention_id: house.world.convention_id,
    now: house.app.ctx.now(),
  })

  const { rows } = await house.world.pg.query('select cents, evidence from gift where cents = 1800')
  expect(rows).toMatchObject([
    { evidence: { consent: { key, version, intent, language: 'fr', typed: '18', chosen_cents: '1800' } } },
  ])
  const { text } = await thanks(intent)
  expect(text).toContain('Votre don de 18\u00a0€ a été reçu le 23 novembre 2026.')
  expect(text).toMatch(/Place n° 1 : <strong>ouverte/)
  expect(text).toContain('6\u00a0€ attendent le prochain don')
  expect((await thanks(intent, 'de')).text).toContain('Was Ihre Spende geöffnet hat')
  // another's address says nothing
  expect((await thanks(crypto.randomUUID())).text).toContain('n’est pas encore confirmé')
})

test('a double click, a second tab with the same choice, and an answer that was lost open one page', async () => {
  const body = chosen()
  house.stripe.faults.lose_answers = 1
  expect((await ask(body)).body.error.code).toBe('partner_unavailable')
  house.clock.now_ms += HOUR_MS
  const answers = await Promise.all([ask(body), ask(body), ask(body)])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map((one) => one.body.url)).size).toBe(1)
  // the same intent for another amount is no repetition
  expect((await ask({ ...body, cents: 600 })).body.error.code).toBe('idempotency_key_reused')
})

test('asking for it takes one round trip to the database, new or not', async () => {
  const body = chosen()
  for (const _ of ['new', 'again']) {
    await house.world.database.resetRoundTrips()
    expect((await ask(body)).status).toBe(201)
    expect(await house.world.database.roundTrips()).toBe(1)
  }
})

test('a gift that was paid is never asked for again, whether or not its webhook has come', async () => {
  const body = chosen()
  const { url } = (await ask(body)).body
  const thanked = `${ORIGIN}/don/${key}/${body.intent}?lang=fr`
  house.stripe.mail.hold()
  house.clock.now_ms += HOUR_MS
  await pay(url)
  expect((await ask(body)).body).toEqual({ url: thanked })
  await house.stripe.mail.release()
  await house.settle()
  // when Stripe has long forgotten the intent
  house.clock.now_ms += 30 * DAY_MS
  house.stripe.asked.length = 0
  expect((await ask(body)).body).toEqual({ url: thanked })
  expect(house.stripe.asked).toEqual([])
})

test('an intent in large letters is the same intent', async () => {
  const body = chosen({ cents: 2_400 })
  const first = await ask({ ...body, intent: body.intent.toUpperCase() })
  expect((await ask(body)).body).toEqual(first.body)
})

test('a page whose time was over is followed by another; a gift is still paid once', async () => {
  const body = chosen({ cents: 2_300 })
  const first = (await ask(body)).body.url
  house.clock.now_ms += DAY_MS
  const [one, again] = [await ask(body), await ask(body)]
  expect(one.body.url).not.toBe(first)
  expect(again.body).toEqual(one.body)
  await pay(one.body.url)
  await pay(first)
  await house.settle()
  const { rows } = await house.world.pg.query(
    'select posted_cents::int as cents from gift where cents = 2300',
  )
  expect(rows).toEqual([{ cents: 2_300 }])
})

test('pressed again a moment later, after an answer that was lost, it is the same page', async () => {
  const body = chosen()
  house.stripe.faults.lose_answers = 1
  await ask(body)
  house.clock.now_ms += 2_000
  const [first, second] = [await ask(body), await ask(body)]
  expect([first.status, second.body.url]).toEqual([201, first.body.url])
})

test('a gift that is booked is not paid again: days later its button leads to what it opened', async () => {
  const body = chosen({ cents: 900 })
  await pay((await ask(body)).body.url)
  await house.settle()
  house.clock.now_ms += 25 * HOUR_MS
  const { status, body: again } = await ask(body)
  expect([status, again]).toEqual([201, { url: `${ORIGIN}/don/${key}/${body.intent}?lang=fr` }])
  expect(creations()).toHaveLength(1)
})

test('the consent is shown with its gift: when the page was opened, what was read, what was chosen', async () => {
  const body = chosen({ cents: 1_100, typed: '11' })
  const opened_at = new Date(house.clock.now_ms).toISOString()
  const { url } = (await ask(body)).body
  house.clock.now_ms += HOUR_MS
  await pay(url)
  await house.settle()
  const { items } = (await house.app.ask(house.world.structure, 'GET', '/v1/gifts')).body
  const { id } = items.find(({ cents }: { cents: number }) => cents === 1_100)
  const { consent } = (await house.app.ask(house.world.structure, 'GET', `/v1/gifts/${id}`)).body
  const { page: _, ...told } = body
  expect(consent).toMatchObject({ ...told, at: opened_at, shown: { price_cents: 1_200 } })
})

describe('what is refused before anyone is asked for money', () => {
  test.each([
    ['another site’s page', {}, 'https://elsewhere.example', 403, 'origin_not_allowed'],
    ['a program that says no page', {}, null, 403, 'origin_not_allowed'],
    ['more than the step takes', { cents: 50_001 }, VENUE, 400, 'invalid_request'],
    ['less than a payment provider takes', { cents: 49 }, VENUE, 400, 'invalid_request'],
    ['nothing', { cents: 0 }, VENUE, 400, 'invalid_request'],
    ['less than nothing', { cents: -800 }, VENUE, 400, 'invalid_request'],
    ['half a cent', { cents: 80.5 }, VENUE, 400, 'invalid_request'],
    ['a text as amount', { cents: '800' }, VENUE, 400, 'invalid_request'],
    ['an intent that others could guess', { intent: '1' }, VENUE, 400, 'invalid_request'],
    ['a language that is none of ours', { language: 'xx' }, VENUE, 400, 'invalid_request'],
  ])('%s', async (_, changes, origin, status, code) => {
    const answer = await ask(chosen(changes), origin)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(house.stripe.asked).toEqual([])
  })

  test.each([['nonsense'], [''], ['[]'], ['x'.repeat(5_000)]])('a body that is none (%#)', async (body) => {
    expect((await ask(body)).status).toBeGreaterThanOrEqual(400)
    expect(creations()).toEqual([])
  })

  test('a key that nobody has', async () => {
    const none = await house.app.ask(null, 'POST', `/step/pk_${'0'.repeat(22)}/payments`, '{}', {
      origin: VENUE,
    })
    expect([none.status, none.body.error.code]).toEqual([404, 'step_not_open'])
  })
})

test('a step that was shown before the price changed still takes the gift, under the version that was shown', async () => {
  const stale = chosen({ version: '0123456789ab' })
  expect((await ask(stale)).status).toBe(201)
})

test('who does not pay comes back to the page that asked, and to no other', async () => {
  const pages = [
    `${VENUE}/abonnement?etape=2`,
    'https://elsewhere.example/',
    `${VENUE}/?${'x'.repeat(3_000)}`,
  ]
  const intents = pages.map((page) => chosen({ page }))
  for (const one of intents) expect((await ask(one)).status).toBe(201)
  const client = clientOf(house.stripe, house.stripe.key)
  const { data } = await client.checkout.sessions.list({}, { stripeAccount: house.account.facts.id })
  const left = intents.map(({ intent }) => data.find((one) => one.client_reference_id === intent)?.cancel_url)
  const own = `${ORIGIN}/don/${key}?lang=fr`
  expect(left).toEqual([`${VENUE}/abonnement?etape=2`, own, own])
})
