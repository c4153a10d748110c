import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../setup/app.ts'
import { bookAndIssue, freshWorld, give, invite, NOW, observed, wish, type World } from '../setup/world.ts'

let world: World
let api: TestApp
const ids: Record<string, string> = {}
const traced = async (reference: string) =>
  (await api.ask(world.structure, 'GET', `/v1/gifts/${ids[reference]}`)).body
async function given(...gifts: ReturnType<typeof observed>[]) {
  for (const gift of gifts) ids[gift.reference] ??= gift.id
  await give(world, ...gifts)
}

beforeAll(async () => {
  world = await freshWorld({ planned_seats: 4 })
  api = testApp(world)
})

test('12 € open one seat and half of the next; the next gift opens the other half', async () => {
  await given(observed(world, 'A/1', 1_200))
  expect(await traced('A/1')).toMatchObject({
    reference: 'A/1',
    cents: 1_200,
    convention_id: world.convention_id,
    convention_version: 1,
    evidence: {},
    seats: [{ credit_number: 1, price_cents: 800, cents: 800, fraction: 1, state: 'available', seat: null }],
    opened_seats: 1,
    waiting_cents: 400,
    taken_back_cents: 0,
  })
  await given(observed(world, 'B/1', 500))
  expect((await traced('A/1')).seats[1]).toMatchObject({ credit_number: 2, cents: 400, fraction: 0.5 })
  expect(await traced('A/1')).toMatchObject({ opened_seats: 1.5, waiting_cents: 0 })
  expect(await traced('B/1')).toMatchObject({
    seats: [{ credit_number: 2, cents: 400, fraction: 0.5 }],
    opened_seats: 0.5,
    waiting_cents: 100,
  })
})

test('the trace follows the seat to the evening, and names nobody', async () => {
  const { invitation_id } = await invite(world, 10)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))
  expect((await traced('A/1')).seats[0]).toMatchObject({ state: 'held', seat: 'held' })
  await bookAndIssue(world, answer.id, 1)
  const gift = await traced('A/1')
  expect(gift.seats).toMatchObject([
    { credit_number: 1, state: 'spent', seat: 'issued' },
    { credit_number: 2, state: 'available', seat: null },
  ])
  expect(JSON.stringify(gift)).not.toContain(world.relay.organisation_id)
})

test('past the planned seats it is surplus, and a gift that grows lies in two places', async () => {
  await given(observed(world, 'C/1', 1_500))
  await given(observed(world, 'B/1', 700, 2))
  expect(await traced('C/1')).toMatchObject({
    seats: [
      { credit_number: 3, cents: 700, fraction: 0.875 },
      { credit_number: 4, cents: 800, fraction: 1 },
    ],
    surplus_cents: 0,
  })
  expect(await traced('B/1')).toMatchObject({
    cents: 700,
    seats: [
      { credit_number: 2, cents: 400 },
      { credit_number: 3, cents: 100 },
    ],
    surplus_cents: 200,
    waiting_cents: 0,
  })
})

test('a refund is told with the gift; what it opened stays told', async () => {
  await given(observed(world, 'C/1', 0, 2))
  const gift = await traced('C/1')
  expect(gift).toMatchObject({ cents: 0, posted_cents: 0, taken_back_cents: 1_500 })
  expect(gift.seats).toMatchObject([
    { credit_number: 3, state: 'withdrawn', seat: null },
    { credit_number: 4, state: 'withdrawn', seat: null },
  ])
})

test('a gift that no convention collects yet waits in suspense, visibly', async () => {
  const early = observed(world, 'EARLY/1', 900, 1, '2025-01-01T00:00:00.000Z')
  await given(early)
  const list = async (query: string) => (await api.ask(world.operator, 'GET', `/v1/gifts${query}`)).body
  const references = (body: { items: { reference: string }[] }) => body.items.map((one) => one.reference)
  const waiting = await list('?suspense=true')
  expect(waiting.items).toEqual([
    {
      id: ids['EARLY/1'],
      connection_id: world.connection_id,
      reference: 'EARLY/1',
      cents: 900,
      convention_id: null,
      convention_version: null,
      posted_cents: 0,
      given_at: '2025-01-01T00:00:00.000Z',
      observed_at: NOW,
    },
  ])
  expect(await traced('EARLY/1')).toMatchObject({ seats: [], waiting_cents: 0, opened_seats: 0 })
  expect(references(await list('?suspense=false')).toSorted()).toEqual(['A/1', 'B/1', 'C/1'])
  expect(references(await list(`?convention_id=${world.convention_id}`)).toSorted()).toEqual([
    'A/1',
    'B/1',
    'C/1',
  ])
  const first = await list('?limit=3')
  const rest = await list(`?limit=3&after=${first.next}`)
  expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 1, null])
})

test('webhooks set aside are listed without their bodies, and worked on again when a person says so', async () => {
  const hook_ids: string[] = []
  for (const [state, reason] of [
    ['set_aside', 'not JSON'],
    ['done', null],
    ['set_aside', 'gift X: cents: too much'],
  ]) {
    const id = uuidv7()
    hook_ids.push(id)
    const hook = {
      id,
      connection_id: world.connection_id,
      generation: 1,
      event_id: id,
      body: '{"secret": 1}',
    }
    await world.db.call('store_hook', { ...hook, state, reason, now: NOW })
  }
  const list = async (query = '') => (await api.ask(world.structure, 'GET', `/v1/webhooks${query}`)).body
  const { items } = await list()
  expect(items).toMatchObject([
    { id: hook_ids[0], state: 'set_aside', reason: 'not JSON', tries: 0, received_at: NOW },
    { id: hook_ids[2], reason: 'gift X: cents: too much' },
  ])
  expect(JSON.stringify(items)).not.toContain('secret')
  expect((await list('?state=done')).items.map(({ id }: { id: string }) => id)).toEqual([hook_ids[1]])

  const once = { 'idempotency-key': 'replay-this-one' }
  const replay = `/v1/webhooks/${hook_ids[0]}/replay`
  const replayed = await api.ask(world.structure, 'POST', replay, undefined, once)
  expect([replayed.status, replayed.body]).toEqual([200, { id: hook_ids[0], state: 'received' }])
  expect(api.enqueued).toEqual([hook_ids[0]])
  expect((await api.ask(world.structure, 'POST', replay, undefined, once)).status).toBe(200)
  expect(api.enqueued).toEqual([hook_ids[0]])
  const again = await api.ask(world.operator, 'POST', replay)
  expect([again.status, again.body.error.code]).toEqual([404, 'not_found'])
  const done = await api.ask(world.operator, 'POST', `/v1/webhooks/${hook_ids[1]}/replay`)
  expect(done.status).toBe(404)
  expect((await list()).items.map(({ id }: { id: string }) => id)).toEqual([hook_ids[2]])
})
