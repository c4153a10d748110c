import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, give, invite, observed, EVENING, NOW, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'

// What the structure's ticketing plays now: new, moved, cancelled, carried through to whoever booked it.

let world: World
beforeEach(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 8 * 800))
})

const sync = (reference: string, changes: object = {}, now = NOW) =>
  world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now,
    performances: [
      { id: uuidv7(), reference, title: 'Le Cid', starts_at: EVENING, status: 'scheduled', ...changes },
    ],
  })
async function mails(): Promise<unknown[]> {
  const { rows } = await world.pg.query('select template, organisation_id, about from mail order by id')
  return rows
}

test('a performance is known once, and follows what the ticketing says', async () => {
  await Promise.all([sync('P1'), sync('P1')])
  await sync('P1', { title: 'Le Cid, version longue', seats_free: 12, public_price_cents: 2_500 })
  const { rows } = await world.pg.query('select title, seats_free, public_price_cents::int from performance')
  expect(rows).toEqual([{ title: 'Le Cid, version longue', seats_free: 12, public_price_cents: 2_500 }])
})

test('moved: whoever booked is told once, with the day it was', async () => {
  const { invitation_id, performance_id } = await invite(world, 5)
  const bookings = bookingsOf(world)
  const id = await bookings.reserve(invitation_id, 1)
  const moved = { starts_at: '2026-12-12T19:30:00.000Z' }
  await sync(performance_id, moved)
  await sync(performance_id, moved)
  expect(await mails()).toMatchObject([
    {
      template: 'performance_moved',
      organisation_id: world.relay.organisation_id,
      about: { reservation_id: id },
    },
  ])
  expect(await bookings.state(id)).toBe('held')
})

test('moved to and fro: whoever booked is told each time, also of a day that it was on before', async () => {
  const { invitation_id, performance_id } = await invite(world, 5)
  await bookingsOf(world).reserve(invitation_id, 1)
  const moved = { starts_at: '2026-12-12T19:30:00.000Z' }
  for (const [hour, change] of [moved, {}, moved].entries()) {
    await sync(performance_id, change, `2026-11-24T1${hour}:00:00.000Z`)
  }
  const { rows } = await world.pg.query<{ before: string }>(
    `select left(about->>'before', 10) as before from mail where template = 'performance_moved' order by created_at`,
  )
  expect(rows.map(({ before }) => before)).toEqual(['2026-12-10', '2026-12-12', '2026-12-10'])
})

test('cancelled: relays are told, seats start back, credits return; it stays cancelled', async () => {
  const { invitation_id, performance_id } = await invite(world, 10)
  const bookings = bookingsOf(world)
  const [held, booked, issued, gone] = [
    await bookings.reserve(invitation_id, 1),
    await bookings.reserve(invitation_id, 2),
    await bookings.reserve(invitation_id, 3),
    await bookings.reserve(invitation_id, 1),
  ]
  await bookings.end(booked, await bookings.begin(booked), 'confirmed', 2)
  await bookAndIssue(world, issued, 3)
  await world.db.call('release', { reservation_id: gone, reason: 'sold_out', now: NOW })

  const { called_off } = await sync(performance_id, { status: 'cancelled' })
  expect(new Set(called_off)).toEqual(new Set([held, booked, issued]))
  expect(
    (await mails()).filter((mail) => (mail as { template: string }).template === 'performance_cancelled'),
  ).toHaveLength(3)
  expect((await sync(performance_id, { status: 'cancelled' })).called_off).toEqual([])
  await sync(performance_id, { status: 'scheduled' })
  await expect(bookings.reserve(invitation_id, 1)).rejects.toMatchObject({ code: 'performance_cancelled' })
  expect(await violations(world.pg, world.convention_id)).toEqual({})

  await world.db.call('release', { reservation_id: held, reason: 'performance_cancelled', now: NOW })
  for (const id of [booked, issued]) {
    const seats = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.settle(id, seats, 'cancelled')
    expect(await bookings.state(id)).toBe('returned')
  }
  expect(await balances(world)).toMatchObject({ available: 8, held: 0, issued: 0, due_to_structure: 0 })
  const { rows } = await world.pg.query('select seats_left, state from invitation')
  expect(rows).toEqual([{ seats_left: 10, state: 'closed' }])
  expect(await violations(world.pg, world.convention_id)).toEqual({})
})

test('the allotment never goes below what is promised', async () => {
  const { invitation_id } = await invite(world, 5)
  await bookingsOf(world).reserve(invitation_id, 3)
  const change = (seats: number) =>
    world.db.once(world.claim(world.structure), 'change_allotment', {
      id: invitation_id,
      seats,
      allotment: null,
    })
  await expect(change(2)).rejects.toMatchObject({ code: 'seats_promised' })
  expect((await change(3)).answer).toMatchObject({ seats: 3, seats_left: 0 })
  expect((await change(8)).answer).toMatchObject({ seats: 8, seats_left: 5 })
})
