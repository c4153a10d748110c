import { beforeAll, expect, test } from 'vitest'
import { testApp, ORIGIN, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
let house: TestApp
beforeAll(async () => {
  world = await freshWorld()
  house = testApp(world)
})

test('a structure sets its step, and every way in reads it without asking the database', async () => {
  const set = await house.ask(world.structure, 'POST', '/v1/steps', {
    texts: { fr: { title: 'Un fauteuil de plus' } },
  })
  expect(house.logged).toEqual([])
  expect(set).toMatchObject({ status: 201 })
  const { key } = set.body
  expect(set.body).toMatchObject({ page: `${ORIGIN}/don/${key}`, shown_percent: 100, origins: [] })
  const shown = await house.ask(null, 'GET', `/step/${key}/fr.json`)
  expect(shown.body).toMatchObject({
    key,
    language: 'fr',
    price_cents: 800,
    words: { title: 'Un fauteuil de plus' },
  })
})

test('what is left out stays as it is', async () => {
  const set = async (input: object) => (await house.ask(world.structure, 'POST', '/v1/steps', input)).body
  const all = {
    origins: ['https://theatre.example.fr', 'http://localhost:8000'],
    max_cents: 50_000,
    shown_percent: 80,
    texts: { de: { lead: 'Wie Sie möchten.' } },
  }
  const { key } = await set(all)
  expect(await set({})).toMatchObject({ ...all, key })
  expect(await set({ shown_percent: 50 })).toMatchObject({ ...all, shown_percent: 50 })
  expect(await set({ origins: [], texts: {} })).toMatchObject({ max_cents: 50_000, origins: [], texts: {} })
})

test('the answer says whether it can be shown and paid now', async () => {
  const { body } = await house.ask(world.structure, 'POST', '/v1/steps', {})
  expect(body).toMatchObject({ open: true, pays: false })
})

test.each([
  'theatre.fr',
  '*',
  'null',
  'https://*.theatre.fr',
  'http://theatre.fr',
  'https://theatre.fr/',
  'https://theatre.fr/abonnements',
  'javascript:alert(1)',
])('“%s” is no origin: refused, with what one looks like', async (origin) => {
  const { status, body } = await house.ask(world.structure, 'POST', '/v1/steps', { origins: [origin] })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
  expect(JSON.stringify(body.error)).toContain('https://theatre.example.fr')
})

test('refusals can be read by the pages that asked', async () => {
  const { status, headers } = await house.ask(null, 'GET', `/step/pk_${'0'.repeat(22)}/fr.json`)
  expect([status, headers.get('access-control-allow-origin')]).toEqual([404, '*'])
})

test('its public key is made once, and stays', async () => {
  const keys = new Set<string>()
  for (const shown_percent of [80, 100]) {
    const set = await house.ask(world.structure, 'POST', '/v1/steps', { shown_percent })
    keys.add(set.body.key)
  }
  expect([...keys]).toEqual([expect.stringMatching(/^pk_[0-9A-Za-z]{22}$/)])
})

test('the operator sets any structure’s, and has to say whose', async () => {
  const { organisation_id: structure_id } = world.structure
  const set = await house.ask(world.operator, 'POST', '/v1/steps', { structure_id, max_cents: 30_000 })
  expect([set.status, set.body]).toEqual([201, expect.objectContaining({ structure_id, max_cents: 30_000 })])
  const { status, body } = await house.ask(world.operator, 'POST', '/v1/steps', {})
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
  expect(body.error.detail.issues).toEqual([
    { field: 'structure_id', message: expect.stringContaining('whose') },
  ])
})
