import { beforeAll, expect, test } from 'vitest'
import { freshWorld, give, invite, observed, NOW, type World } from '../setup/world.ts'
import { bookingsOf } from './bookings.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 1_600))
})

const keep = async (books: { gifts?: object[]; bookings?: object[] }) =>
  (
    await world.db.call('keep_books', {
      connection_id: world.connection_id,
      gifts: [],
      bookings: [],
      cursor: null,
      now: NOW,
      ...books,
    })
  ).differences

test('a gift that was on its way when the books were compared differs no more when it has come', async () => {
  expect(await keep({ gifts: [{ reference: 'B/1', cents: 500 }] })).toBe(1)
  expect(await keep({}), 'it has not come yet').toBe(1)
  await give(world, observed(world, 'B/1', 500))
  expect(await keep({})).toBe(0)
})

test('so does a booking, and one that nobody asked for goes on differing', async () => {
  const bookings = bookingsOf(world)
  const { invitation_id } = await invite(world, 2)
  const id = await bookings.reserve(invitation_id, 2)
  const reference = await bookings.begin(id)
  const line = { order: bookings.order(id), reference, reservation_id: id, seats: 2 }
  const foreign = { ...line, order: 'X', reference: 'nobody-s' }
  expect(await keep({ bookings: [line, foreign] })).toBe(2)
  await bookings.end(id, reference, 'confirmed', 2)
  expect(await keep({})).toBe(1)
  expect(await keep({ bookings: [{ ...foreign, seats: 0 }] }), 'cancelled at the venue').toBe(0)
})
