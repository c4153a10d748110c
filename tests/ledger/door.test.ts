import { beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, invite, EVENING, NOW, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import type { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'
import { FINAL, NIGHT, oneEvening } from './one-evening.ts'

let territory: World
beforeAll(async () => {
  territory = await freshWorld()
})

let world: World
let bookings: ReturnType<typeof bookingsOf>
let performance_id: string
let id: string
beforeEach(async () => {
  let invitation_id: string
  ;({ world, bookings, invitation_id, performance_id } = await oneEvening(territory))
  id = await bookings.reserve(invitation_id, 2)
  await bookAndIssue(world, id, 2)
})
const states = async () => (await bookings.seats(id)).map(({ state }) => state)
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

test('a scan that arrives twice, at once or later, counts once', async () => {
  const scan = [0, EVENING] as const
  expect(await bookings.scan(id, [scan, scan], EVENING)).toEqual({ used: 1, undone: 0 })
  expect(await bookings.scan(id, [scan], EVENING)).toEqual({ used: 0, undone: 0 })
  expect(await balances(world)).toMatchObject({ used: 1, issued: 1 })
})

test('of one seat the last word counts', async () => {
  expect(
    await bookings.scan(
      id,
      [
        [0, EVENING],
        [0, null],
        [1, null],
        [1, EVENING],
      ],
      EVENING,
    ),
  ).toEqual({ used: 1, undone: 0 })
  expect(await states()).toEqual(['issued', 'used'])
  await sound()
})

test('a late scan corrects an unused seat, and may be undone again', async () => {
  await bookings.scan(id, [[0, EVENING]], EVENING)
  expect(await bookings.close(performance_id, NIGHT, FINAL)).toEqual({ used: 1, unused: 1 })
  await bookings.scan(id, [[1, EVENING]], NIGHT)
  expect(await balances(world)).toMatchObject({ used: 2, unused: 0 })
  await bookings.scan(id, [[1, null]], NIGHT)
  expect(await balances(world)).toMatchObject({ used: 1, unused: 1, issued: 0 })
  await bookings.scan(id, [[1, EVENING]], NIGHT)
  expect(await balances(world)).toMatchObject({ used: 2, unused: 0 })
  await sound()
})

test('what is final stays', async () => {
  await bookings.close(performance_id, NIGHT, FINAL)
  expect(await bookings.scan(id, [[0, EVENING]], FINAL)).toEqual({ used: 0, undone: 0 })
  expect(await states()).toEqual(['unused', 'unused'])
})

test('closing is safe to repeat, and final when it was first said', async () => {
  const first = await bookings.close(performance_id, NIGHT, FINAL)
  expect(await bookings.close(performance_id, FINAL, '2027-01-01T00:00:00Z')).toEqual(first)
  const { rows } = await world.pg.query<{ final_at: Date }>(
    'select final_at from performance where id = $1',
    [performance_id],
  )
  expect(rows[0]!.final_at.toISOString()).toBe(FINAL)
  const { rows: entries } = await world.pg.query(
    "select from entry where cause = 'evening' and convention_id = $1",
    [world.convention_id],
  )
  expect(entries).toHaveLength(1)
})

test('an evening is closed by one of many at once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => bookings.close(performance_id, NIGHT, FINAL)))
  expect(await balances(world)).toMatchObject({ unused: 2, issued: 0 })
  await sound()
})

test('not before it began, not when it was cancelled, not when it is unknown', async () => {
  await expect(bookings.close(performance_id, NOW, FINAL)).rejects.toMatchObject({ code: 'evening_not_over' })
  await expect(bookings.close(uuidv7(), NIGHT, FINAL)).rejects.toMatchObject({ code: 'not_found' })
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: uuidv7(), reference: performance_id, title: 'Le Cid', starts_at: EVENING, status: 'cancelled' },
    ],
  })
  await expect(bookings.close(performance_id, NIGHT, FINAL)).rejects.toMatchObject({
    code: 'performance_cancelled',
  })
})

async function sync(changes: object, now: string) {
  const seen = {
    id: uuidv7(),
    reference: performance_id,
    title: 'Le Cid',
    starts_at: EVENING,
    status: 'scheduled',
  }
  const { connection_id } = world
  return world.db.call('sync_performances', { connection_id, now, performances: [{ ...seen, ...changes }] })
}
const NEW_YEAR = '2027-01-08T19:30:00.000Z'
const AFTER = '2027-01-09T04:00:00.000Z'

test('moved after it was closed: nobody was absent, and the new evening is closed by itself', async () => {
  await bookings.close(performance_id, NIGHT, FINAL)
  await sync({ starts_at: NEW_YEAR }, NIGHT)
  expect(await states()).toEqual(['issued', 'issued'])
  await sound()
  await bookings.scan(id, [[0, NEW_YEAR]], NEW_YEAR)
  expect(await bookings.close(performance_id, AFTER, '2027-01-12T04:00:00Z')).toEqual({ used: 1, unused: 1 })
  await sync({ starts_at: NEW_YEAR }, AFTER)
  expect(await states(), 'nothing new is said').toEqual(['used', 'unused'])
  await sound()
})

test('cancelled after it was closed: the seats go back; not when it is final', async () => {
  await bookings.close(performance_id, NIGHT, FINAL)
  expect((await sync({ status: 'cancelled' }, NIGHT)).called_off).toEqual([id])
  expect(await states()).toEqual(['returning', 'returning'])
  await sound()

  const other = await invite(world, 2)
  performance_id = other.performance_id
  id = await bookings.reserve(other.invitation_id, 2)
  await bookAndIssue(world, id, 2)
  await bookings.close(performance_id, NIGHT, FINAL)
  await sync({ status: 'cancelled' }, FINAL)
  expect(await states()).toEqual(['unused', 'unused'])
  await sound()
})

test('after closing, nobody books and nobody gives back', async () => {
  const { rows } = await world.pg.query<{ invitation_id: string }>(
    'select invitation_id from reservation where id = $1',
    [id],
  )
  await bookings.close(performance_id, NIGHT, FINAL)
  await expect(bookings.reserve(rows[0]!.invitation_id, 1)).rejects.toMatchObject({
    code: 'invitation_not_open',
  })
  const late = { ...world.claim(world.relay), now: NIGHT }
  await expect(
    world.db.once(late, 'give_back', { reservation_id: id, seat_ids: null }),
  ).rejects.toMatchObject({
    code: 'too_late_to_give_back',
  })
})

test('who was scanned came in: a return under way has lost', async () => {
  const [first] = await bookings.seats(id)
  await bookings.giveBack(id, [first!.id])
  await bookings.scan(id, [[0, EVENING]], EVENING)
  expect(await bookings.settle(id, [first!.id], 'cancelled')).toMatchObject({ returned: 0 })
  expect(await states()).toEqual(['used', 'issued'])
  await sound()
})

test('another venue with the same order code is another order', async () => {
  const theirs = {
    connection_id: uuidv7(),
    scans: [{ order: bookings.order(id), position: bookings.position(id, 0), scanned_at: EVENING }],
    now: EVENING,
  }
  expect(await world.db.call('record_scans', theirs)).toEqual({ used: 0, undone: 0 })
  expect(await states()).toEqual(['issued', 'issued'])
})
