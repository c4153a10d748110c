import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, terms, wish, NOW, type World } from '../setup/world.ts'
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
let invitation_id: string
let performance_id: string
const open = async (changes: Partial<typeof terms> = {}) => {
  ;({ world, bookings, invitation_id, performance_id } = await oneEvening(territory, changes))
}
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})
const states = async (reservation_id: string) =>
  (await bookings.seats(reservation_id)).map(({ state }) => state)

describe('seat by seat', () => {
  beforeEach(() => open())

  test('a credit that comes back is taken again by the next', async () => {
    const first = await bookings.reserve(invitation_id, 6)
    await bookAndIssue(world, first, 6)
    const [, second] = await bookings.seats(first)
    await bookings.giveBack(first, [second!.id])
    await bookings.settle(first, [second!.id], 'cancelled')
    const next = await bookings.reserve(invitation_id, 1)
    const { rows } = await world.pg.query('select credit_number from seat where reservation_id = $1', [next])
    expect(rows).toEqual([{ credit_number: 2 }])
    await sound()
  })

  test('what the venue will not take back stays with the guests', async () => {
    const id = await bookings.reserve(invitation_id, 2)
    await bookAndIssue(world, id, 2)
    const seats = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.giveBack(id, seats)
    expect(await bookings.settle(id, seats, 'refused')).toMatchObject({ returned: 0 })
    expect(await states(id)).toEqual(['issued', 'issued'])
    await sound()
  })

  test('settled twice, it is settled once', async () => {
    const id = await bookings.reserve(invitation_id, 1)
    await bookAndIssue(world, id, 1)
    const seats = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.giveBack(id, null)
    expect(await bookings.settle(id, seats, 'cancelled')).toMatchObject({ returned: 1 })
    expect(await bookings.settle(id, seats, 'cancelled')).toMatchObject({ returned: 0 })
    expect(await bookings.settle(id, seats, 'refused')).toMatchObject({ returned: 0 })
    expect(await bookings.state(id)).toBe('returned')
    await sound()
  })

  test('given back before its tickets came, while the others are issued', async () => {
    const id = await bookings.reserve(invitation_id, 3)
    await bookings.end(id, await bookings.begin(id), 'confirmed', 3)
    const [first, second] = await bookings.seats(id)
    await bookings.giveBack(id, [first!.id, second!.id])
    expect(await bookings.issue(id, 3)).toEqual({ state: 'issued' })
    expect(await balances(world)).toMatchObject({ held: 2, issued: 1, due_to_structure: 800 })
    await sound()

    await bookings.settle(id, [first!.id], 'cancelled')
    await bookings.settle(id, [second!.id], 'refused')
    expect(await states(id)).toEqual(['returned', 'held', 'issued'])
    await sound()
    expect(await bookings.issue(id, 3), 'its ticket comes by another call').toEqual({ state: 'issued' })
    expect(await states(id)).toEqual(['returned', 'issued', 'issued'])
    expect(await balances(world)).toMatchObject({ held: 0, issued: 2, available: 4, due_to_structure: 1_600 })
    await sound()
  })

  test('all given back before the tickets came: nothing is issued, no mail says so', async () => {
    const id = await bookings.reserve(invitation_id, 2)
    await bookings.end(id, await bookings.begin(id), 'confirmed', 2)
    await bookings.giveBack(id, null)
    expect(await bookings.issue(id, 2)).toEqual({ state: 'booked' })
    const { rows } = await world.pg.query(
      "select from mail where template = 'tickets_ready' and about->>'reservation_id' = $1",
      [id],
    )
    expect(rows).toEqual([])
    const seats = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.settle(id, seats, 'cancelled')
    expect(await bookings.state(id)).toBe('returned')
    expect(await balances(world)).toMatchObject({ held: 0, issued: 0, available: 6 })
    await sound()
  })

  test('a ticket that is missing issues none', async () => {
    const id = await bookings.reserve(invitation_id, 2)
    await bookings.end(id, await bookings.begin(id), 'confirmed', 2)
    await expect(bookings.issue(id, 1)).rejects.toMatchObject({ code: 'tickets_missing' })
    expect(await states(id)).toEqual(['held', 'held'])
    await sound()
  })

  test('issued twice, it is issued once', async () => {
    const id = await bookings.reserve(invitation_id, 2)
    await bookAndIssue(world, id, 2)
    const before = await balances(world)
    expect(await bookings.issue(id, 2)).toEqual({ state: 'issued' })
    expect(await balances(world)).toEqual(before)
  })

  test('tickets that come after the evening was closed are unused at once, and told to nobody', async () => {
    const id = await bookings.reserve(invitation_id, 1)
    await bookings.end(id, await bookings.begin(id), 'confirmed', 1)
    await bookings.close(performance_id, NIGHT, FINAL)
    await bookings.issue(id, 1, NIGHT)
    expect(await states(id)).toEqual(['unused'])
    const { rows } = await world.pg.query(
      "select from mail where template = 'tickets_ready' and about->>'reservation_id' = $1",
      [id],
    )
    expect(rows).toEqual([])
    await sound()
  })

  test('a return that is refused after the evening was closed leaves the seat unused', async () => {
    const id = await bookings.reserve(invitation_id, 1)
    await bookAndIssue(world, id, 1)
    const seats = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.giveBack(id, null)
    await bookings.close(performance_id, NIGHT, FINAL)
    expect(await states(id)).toEqual(['returning'])
    await bookings.settle(id, seats, 'refused', NIGHT)
    expect(await states(id)).toEqual(['unused'])
    await sound()
  })

  test('nobody, or fewer than nobody, is no reservation', async () => {
    for (const [guests, companions] of [
      [0, 0],
      [-1, 2],
      [2, -1],
    ] as const) {
      const nobody = { ...wish(invitation_id, 2), guests, companions }
      const asked = world.db.once(world.claim(world.relay), 'reserve', nobody)
      await expect(asked).rejects.toMatchObject({ code: 'invalid_request' })
    }
    await sound()
  })

  test('what is unknown is refused, not invented', async () => {
    const nothing = { reservation_id: uuidv7(), seat_ids: [], tickets: [], outcome: 'cancelled', now: NOW }
    for (const verb of ['issue', 'release', 'settle_return', 'begin_attempt'] as const) {
      await expect(world.db.call(verb, nothing)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
