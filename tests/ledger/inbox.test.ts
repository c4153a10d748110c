import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, observed, NOW, type World } from '../setup/world.ts'

// Answered 2xx ⇔ stored; what is stored is worked on once, or set aside for a person.

const TOMORROW = '2026-11-24T12:00:00.000Z'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
const store = (event_id: string, changes: object = {}) =>
  world.db.call('store_hook', {
    id: uuidv7(),
    connection_id: world.connection_id,
    generation: 1,
    event_id,
    body: '{"event": 1}',
    state: 'received',
    reason: null,
    now: NOW,
    ...changes,
  })
async function stored() {
  const { rows } = await world.pg.query<{ id: string; state: string; body: string | null; tries: number }>(
    'select id, event_id, state, reason, body, tries from inbox order by event_id',
  )
  return rows
}

test('one event is stored once, also when it arrives many times at once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => store('e1')))
  expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1)
  expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(7)
  expect(await stored()).toHaveLength(1)
})

test('an address that is no more is unknown; the one before the last is good for a while', async () => {
  await world.db.once(world.claim(world.structure), 'rotate_hook', {
    id: world.connection_id,
    overlap_ends_at: TOMORROW,
  })
  expect(await store('e1', { generation: 2 })).toEqual({ outcome: 'stored' })
  expect(await store('e2', { generation: 1 })).toEqual({ outcome: 'stored' })
  expect(await store('e3', { generation: 1, now: TOMORROW })).toEqual({ outcome: 'unknown' })
  expect(await store('e4', { generation: 0 })).toEqual({ outcome: 'unknown' })
  expect(await store('e5', { connection_id: uuidv7() })).toEqual({ outcome: 'unknown' })
  expect(await stored()).toHaveLength(2)
})

test('gifts and the webhooks that told of them are done in one transaction, or not at all', async () => {
  await store('e1')
  const [hook] = await stored()
  const impossible = { ...observed(world, 'A/1', 100), cents: -1 }
  const post = (observation: object) =>
    world.db.call('post_gifts', { now: NOW, observations: [observation], done: [hook!.id] })
  await expect(post(impossible)).rejects.toThrow(/gift_cents/)
  expect(await stored()).toMatchObject([{ state: 'received' }])
  await post(observed(world, 'A/1', 100))
  expect(await stored()).toMatchObject([{ state: 'done' }])
})

test('tried again, set aside with a reason, replayed by a person, erased when its time is over', async () => {
  await store('e1')
  await store('e2')
  const [first, second] = await stored()
  const settle = (...outcomes: object[]) => world.db.call('settle_hooks', { now: NOW, outcomes })
  await settle(
    { id: second!.id, state: 'ignored', reason: 'nothing to us' },
    { id: first!.id, state: 'received', reason: 'no answer', next_try_at: TOMORROW },
  )
  await settle({ id: first!.id, state: 'set_aside', reason: 'unreadable' })
  expect(await stored()).toMatchObject([
    { state: 'set_aside', reason: 'unreadable', tries: 2 },
    { state: 'ignored', tries: 1 },
  ])
  await settle({ id: first!.id, state: 'done' })
  expect(await stored(), 'only what is being worked on is settled').toMatchObject([
    { state: 'set_aside' },
    {},
  ])

  const replay = (id: string) => world.db.once(world.claim(world.operator), 'replay_hook', { id })
  await replay(first!.id)
  expect(await stored()).toMatchObject([{ state: 'received', tries: 0 }, {}])
  await expect(replay(second!.id)).rejects.toMatchObject({ code: 'not_found' })

  await world.db.call('erase_hooks', { before: TOMORROW, now: NOW })
  expect(await stored()).toMatchObject([{ body: '{"event": 1}' }, { body: null }])
})

test('set aside without a reason is refused', async () => {
  await expect(store('e1', { state: 'set_aside' })).rejects.toThrow(/inbox_reason/)
})
