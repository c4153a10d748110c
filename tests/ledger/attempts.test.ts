import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, EVENING, NOW, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'

let world: World
let bookings: ReturnType<typeof bookingsOf>
let performance_id: string
let id: string
beforeEach(async () => {
  world = await freshWorld()
  bookings = bookingsOf(world)
  await give(world, observed(world, 'A/1', 6 * 800))
  const invited = await invite(world, 10)
  performance_id = invited.performance_id
  id = await bookings.reserve(invited.invitation_id, 2)
})
const begin = (now = NOW) => world.db.call('begin_attempt', { reservation_id: id, reference: uuidv7(), now })
const release = () => world.db.call('release', { reservation_id: id, reason: 'sold_out', now: NOW })
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

async function cancelAtVenue() {
  return world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: uuidv7(), reference: performance_id, title: 'Le Cid', starts_at: EVENING, status: 'cancelled' },
    ],
  })
}

test('an attempt under way goes on under its own reference', async () => {
  const first = await begin()
  expect(first).toMatchObject({ state: 'held', seats: 2, called_off: false })
  expect(first.attempt).toMatchObject({ number: 1, state: 'started', resumed: false })
  const again = await begin()
  expect(again.attempt).toEqual({ ...first.attempt, resumed: true })
})

test('while the outcome is not known nothing is released', async () => {
  const reference = await bookings.begin(id)
  await expect(release()).rejects.toMatchObject({ code: 'outcome_unknown' })
  expect(await balances(world)).toMatchObject({ held: 2, available: 4 })
  await bookings.end(id, reference, 'absent')
  expect(await release()).toMatchObject({ state: 'released' })
  expect(await release(), 'a second time').toEqual({ state: 'released' })
  expect(await balances(world)).toMatchObject({ held: 0, available: 6 })
  await sound()
})

test('a new attempt has a new number and a new reference', async () => {
  const first = await bookings.begin(id)
  await bookings.end(id, first, 'absent')
  const second = await begin()
  expect(second.attempt).toMatchObject({ number: 2, resumed: false })
  expect(second.attempt!.reference).not.toBe(first)
  expect(await bookings.end(id, first, 'confirmed', 2), 'an ended one is nobody’s').toEqual({
    state: 'held',
    orphan: true,
  })
  expect(await bookings.end(id, second.attempt!.reference, 'confirmed', 2)).toMatchObject({ state: 'booked' })
  expect(await bookings.end(id, second.attempt!.reference, 'confirmed', 2)).toMatchObject({ state: 'booked' })
})

test('confirmed gives each seat its place, guests first', async () => {
  await bookings.end(id, await bookings.begin(id), 'confirmed', 2)
  const { rows } = await world.pg.query(
    'select position from seat where reservation_id = $1 order by credit_number',
    [id],
  )
  expect(rows).toEqual([{ position: bookings.position(id, 0) }, { position: bookings.position(id, 1) }])
})

test('the venue cancels before it was asked: none is begun, and the seats are let go', async () => {
  const { called_off } = await cancelAtVenue()
  expect(called_off).toEqual([id])
  expect(await begin()).toMatchObject({ called_off: true, attempt: null })
  await release()
  expect(await balances(world)).toMatchObject({ held: 0, available: 6 })
  await sound()
})

test('the venue cancels while it is asked: what was booked goes straight back', async () => {
  const reference = await bookings.begin(id)
  await cancelAtVenue()
  expect(await bookings.end(id, reference, 'confirmed', 2)).toEqual({ state: 'booked', orphan: false })
  const back = await world.db.call('returning_seats', { reservation_id: id, now: NOW })
  expect(back).toMatchObject({ order: bookings.order(id), whole: true })
  expect(back!.seats).toHaveLength(2)
  await bookings.settle(
    id,
    back!.seats.map((seat) => seat.id),
    'cancelled',
  )
  expect(await bookings.state(id)).toBe('returned')
  expect(await balances(world)).toMatchObject({ held: 0, issued: 0, available: 6 })
  await sound()
})

test('what came to a halt is started again, each time under the next number, by one of many', async () => {
  const claim = (now: string) =>
    world.db.call('claim_halted', { older_than: '2026-11-23T12:10:00.000Z', now, limit: 10 })
  const answers = await Promise.all([1, 2, 3, 4].map(() => claim('2026-11-23T12:30:00.000Z')))
  expect(answers.flat()).toEqual([{ id, drive: 1 }])
  expect(await claim('2026-11-23T12:31:00.000Z'), 'it was driven just now').toEqual([])
  await bookings.end(id, await bookings.begin(id), 'confirmed', 2)
  await bookings.issue(id, 2)
  await world.pg.query('update reservation set driven_at = $1', [NOW])
  expect(await claim('2026-11-23T12:40:00.000Z'), 'issued is the end of it').toEqual([])
  await bookings.giveBack(id, null)
  await world.pg.query('update reservation set driven_at = $1', [NOW])
  expect(await claim('2026-11-23T12:50:00.000Z')).toEqual([{ id, drive: 3 }])
})
