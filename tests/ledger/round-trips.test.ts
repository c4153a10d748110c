import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'

// What is hot makes exactly one round trip to the database, authorisation and idempotency included.

let world: World
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 10 * 800))
})

async function roundTrips(act: () => Promise<unknown>): Promise<number> {
  await world.database.resetRoundTrips()
  await act()
  return world.database.roundTrips()
}

test('posting a batch of a hundred gifts, with the webhooks that told of them', async () => {
  const observations = Array.from({ length: 100 }, (_, n) => observed(world, `B${n}/1`, 100 + n))
  const done = Array.from({ length: 100 }, uuidv7)
  const post = () => world.db.call('post_gifts', { now: NOW, observations, done })
  expect(await roundTrips(post)).toBe(1)
  const { rows } = await world.pg.query<{ n: number }>(
    "select count(*)::int as n from gift where reference like 'B%'",
  )
  expect(rows[0]!.n).toBe(100)
})

test('storing a webhook', async () => {
  const { connection_id } = world
  const hook = { id: uuidv7(), connection_id, event_id: 'e-1', body: '{}', state: 'received', reason: null }
  const store = () => world.db.call('store_hook', { ...hook, generation: 1, now: NOW })
  expect(await roundTrips(store)).toBe(1)
})

test('a reservation: its hold, its attempt, its settling either way', async () => {
  const { invitation_id } = await invite(world, 10)
  const [first, second] = [wish(invitation_id, 2), wish(invitation_id, 1)]
  const hold = () => world.db.once(world.claim(world.relay), 'reserve', first)
  expect(await roundTrips(hold)).toBe(1)

  const reservation_id = first.id
  const reference = uuidv7()
  expect(
    await roundTrips(() => world.db.call('begin_attempt', { reservation_id, reference, now: NOW })),
  ).toBe(1)
  const positions = ['P-1', 'P-2']
  const confirmed = { reservation_id, reference, state: 'confirmed', order: 'P', positions, now: NOW }
  expect(await roundTrips(() => world.db.call('end_attempt', confirmed))).toBe(1)
  const tickets = positions.map((position) => ({ position, key: position, media_type: 'application/pdf' }))
  expect(await roundTrips(() => world.db.call('issue', { reservation_id, tickets, now: NOW }))).toBe(1)

  await world.db.once(world.claim(world.relay), 'reserve', second)
  const let_go = { reservation_id: second.id, reason: 'sold_out', now: NOW }
  expect(await roundTrips(() => world.db.call('release', let_go))).toBe(1)
  const { rows } = await world.pg.query('select state from reservation order by id')
  expect(rows).toEqual([{ state: 'issued' }, { state: 'released' }])
})

test('a replay and a refusal', async () => {
  const { invitation_id } = await invite(world, 1)
  const claim = world.claim(world.relay, uuidv7())
  const hold = () => world.db.once(claim, 'reserve', wish(invitation_id, 1))
  await hold()
  expect(await roundTrips(hold)).toBe(1)
  const refused = () =>
    expect(world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))).rejects.toMatchObject({
      code: 'not_enough_seats',
    })
  expect(await roundTrips(refused)).toBe(1)
})
