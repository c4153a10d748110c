import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, EVENING, NOW, type Actor, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'

const TOMORROW = '2026-11-24T12:00:00.000Z'

let world: World
let invitation_id: string
let performance_id: string
beforeEach(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 3 * 800))
  ;({ invitation_id, performance_id } = await invite(world, 3))
})
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

const wait = (who: Actor, seats: number, now = NOW) =>
  world.db.once({ ...world.claim(who), now }, 'wait_for_seats', { id: uuidv7(), invitation_id, seats })

async function askNext(): Promise<string | null> {
  const turn = { invitation_id, reservation_id: uuidv7(), now: NOW, expires_at: TOMORROW }
  // more ids than any wish has seats
  const seat_ids = Array.from({ length: 50 }, uuidv7)
  return (await world.db.call('ask_waiting', { ...turn, seat_ids })).asked
}

const answer = (who: Actor, reservation_id: string, accept: boolean, now = NOW) =>
  world.db.once({ ...world.claim(who), now }, 'answer_waiting', { reservation_id, accept })

async function list(): Promise<unknown[]> {
  const { rows } = await world.pg.query('select relay_id, state from waiting order by created_at, id')
  return rows
}

test('the first whose wish fits is asked; its seats and credits are kept meanwhile', async () => {
  await wait(world.otherRelay, 4)
  await wait(world.relay, 2)
  const asked = await askNext()
  expect(asked).not.toBeNull()
  expect(await list()).toEqual([
    { relay_id: world.otherRelay.organisation_id, state: 'waiting' },
    { relay_id: world.relay.organisation_id, state: 'asked' },
  ])
  expect(await balances(world)).toMatchObject({ available: 1, held: 2 })
  expect(await askNext(), 'nobody else fits').toBeNull()
  const { rows } = await world.pg.query("select organisation_id from mail where template = 'seats_came_free'")
  expect(rows).toEqual([{ organisation_id: world.relay.organisation_id }])
  await sound()
})

test('yes makes it a reservation like any other', async () => {
  await wait(world.relay, 2)
  const id = (await askNext())!
  await expect(answer(world.otherRelay, id, true)).rejects.toMatchObject({ code: 'not_found' })
  await answer(world.relay, id, true)
  await expect(answer(world.relay, id, true)).rejects.toMatchObject({ code: 'turn_is_over' })
  const bookings = bookingsOf(world)
  await bookings.end(id, await bookings.begin(id), 'confirmed', 2)
  expect(await bookings.issue(id, 2)).toEqual({ state: 'issued' })
  expect(await list()).toMatchObject([{ state: 'booked' }])
  await sound()
})

test('no frees the seats for the next', async () => {
  await wait(world.relay, 3)
  await wait(world.otherRelay, 3, TOMORROW)
  const id = (await askNext())!
  await answer(world.relay, id, false)
  expect(await list()).toMatchObject([{ state: 'left' }, { state: 'waiting' }])
  expect(await balances(world)).toMatchObject({ available: 3, held: 0 })
  expect(await askNext()).not.toBeNull()
  expect(await list()).toMatchObject([{ state: 'left' }, { state: 'asked' }])
  await sound()
})

test('a turn that nobody answers ends; a yes after that is too late', async () => {
  await wait(world.relay, 1)
  const id = (await askNext())!
  expect(await world.db.call('end_turns', { now: NOW })).toEqual([])
  await expect(answer(world.relay, id, true, TOMORROW)).rejects.toMatchObject({ code: 'turn_is_over' })
  expect(await world.db.call('end_turns', { now: TOMORROW })).toEqual([invitation_id])
  expect(await world.db.call('end_turns', { now: TOMORROW })).toEqual([])
  expect(await balances(world)).toMatchObject({ available: 3, held: 0 })
  expect(await list()).toMatchObject([{ state: 'left' }])
  await sound()
})

test('the end of a turn and a yes at once: one of them', async () => {
  await wait(world.relay, 1)
  const id = (await askNext())!
  const yes = answer(world.relay, id, true, '2026-11-24T11:59:59.000Z').then(
    () => 'held',
    (error: { code: string }) => error.code,
  )
  await Promise.all([yes, ...[1, 2, 3].map(() => world.db.call('end_turns', { now: TOMORROW }))])
  const state = await bookingsOf(world).state(id)
  expect(state).toBe((await yes) === 'held' ? 'held' : 'released')
  await sound()
})

test('two sweeps that ask at once ask two different relays, or one', async () => {
  await wait(world.relay, 2)
  await wait(world.otherRelay, 1, TOMORROW)
  const asked = await Promise.all([1, 2, 3, 4].map(askNext))
  expect(asked.filter((id) => id !== null)).toHaveLength(2)
  expect(await list()).toMatchObject([{ state: 'asked' }, { state: 'asked' }])
  expect(await balances(world)).toMatchObject({ available: 0, held: 3 })
  await sound()
})

test('one place on the list for each relay, and none when the evening is over or off', async () => {
  await wait(world.relay, 1)
  await expect(wait(world.relay, 2)).rejects.toMatchObject({ code: 'already_waiting' })
  await expect(wait(world.otherRelay, 1, EVENING)).rejects.toMatchObject({ code: 'invitation_not_open' })
  const asked = (await askNext())!
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: uuidv7(), reference: performance_id, title: 'Le Cid', starts_at: EVENING, status: 'cancelled' },
    ],
  })
  expect(await bookingsOf(world).state(asked)).toBe('released')
  expect(await list()).toMatchObject([{ state: 'left' }])
  await expect(wait(world.otherRelay, 1)).rejects.toMatchObject({ code: 'invitation_not_open' })
  await sound()
})
