import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, test } from 'vitest'
import { balancesOf } from '../setup/world.ts'
import { freshHouse, type House } from './house.ts'

let house: House
beforeEach(async () => {
  house = await freshHouse()
})
const book = (invitation_id: string, guests: number, more: object = {}, key = uuidv7()) =>
  house.ask(
    house.world.relay,
    'POST',
    '/v1/reservations',
    { invitation_id, guests, ...more },
    { 'idempotency-key': key },
  )

test('booking holds seats and credits in one round trip and starts the saga', async () => {
  await house.credits(5)
  const { invitation_id } = await house.invite(10)
  await house.world.database.resetRoundTrips()
  const booked = await book(invitation_id, 2, { companions: 1, access_needs: ['wheelchair'] })
  expect(await house.world.database.roundTrips()).toBe(1)
  expect(booked.status).toBe(201)
  expect(booked.body).toEqual({ id: expect.any(String), state: 'held', seats: 3 })
  expect(house.driven).toEqual([{ id: `${booked.body.id}-0`, params: { reservation_id: booked.body.id } }])
  expect(await balancesOf(house.world)).toMatchObject({ available: 2, held: 3 })

  const one = await house.ask(house.world.relay, 'GET', `/v1/reservations/${booked.body.id}`)
  expect(one.body).toMatchObject({
    title: 'Le Cid',
    state: 'held',
    access_needs: ['wheelchair'],
    seats: { held: 3 },
  })
  expect(
    one.body.each.map(({ kind, state, ticket }: Record<string, unknown>) => [kind, state, ticket]),
  ).toEqual([
    ['guest', 'held', false],
    ['guest', 'held', false],
    ['companion', 'held', false],
  ])
})

test('asked twice under one key, even at once, it is one reservation and one saga', async () => {
  await house.credits(5)
  const { invitation_id } = await house.invite(10)
  const answers = await Promise.all([1, 2, 3].map(() => book(invitation_id, 2, {}, 'the-same-intention')))
  const again = await book(invitation_id, 2, {}, 'the-same-intention')
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(new Set([...answers, again].map(({ body }) => body.id)).size).toBe(1)
  expect(await house.count('reservation')).toBe(1)
  expect(house.driven).toHaveLength(1)

  const other = await book(invitation_id, 1, {}, 'the-same-intention')
  expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_key_reused'])
})

test('a saga that does not start is no fault of the relay: the sweep starts it', async () => {
  await house.credits(1)
  const { invitation_id } = await house.invite(1)
  house.ctx.drive = () => Promise.reject(new Error('the engine is away'))
  expect((await book(invitation_id, 1)).status).toBe(201)
  expect(house.logged.map(({ event }) => event)).toEqual(['drive_not_started'])
})

test('says which is short, the seats or the credits, and holds nothing', async () => {
  await house.credits(3)
  const few = await house.invite(2)
  const seats = await book(few.invitation_id, 3)
  expect(seats.body.error).toMatchObject({ code: 'not_enough_seats', detail: { asked: 3, left: 2 } })
  const many = await house.invite(10)
  const credits = await book(many.invitation_id, 4)
  expect(credits.body.error).toMatchObject({ code: 'not_enough_credits', detail: { asked: 4, available: 3 } })
  expect([seats.status, credits.status]).toEqual([409, 409])
  expect(await house.count('reservation')).toBe(0)
  expect(house.driven).toEqual([])
})

test.each([
  ['no guest', { guests: 0 }, 'guests'],
  ['a crowd', { guests: 51 }, 'guests'],
  ['half a guest', { guests: 1.5 }, 'guests'],
  ['fewer than no companions', { guests: 1, companions: -1 }, 'companions'],
  ['an unknown need', { guests: 1, access_needs: ['champagne'] }, 'access_needs.0'],
  ['a name', { guests: 1, name: 'Ada' }, ''],
])('refuses %s', async (_what, wish, field) => {
  const { guests, ...more } = wish
  const refused = await book(uuidv7(), guests, more)
  expect(refused.status).toBe(400)
  expect(refused.body.error.detail.issues[0].field).toBe(field)
})

test('an invitation that does not exist, is over, or is not open', async () => {
  await house.credits(5)
  expect((await book(uuidv7(), 1)).body.error.code).toBe('not_found')
  const past = await house.invite(5, '2026-11-22T19:30:00.000Z')
  expect((await book(past.invitation_id, 1)).body.error.code).toBe('invitation_not_open')
})

test('gives one seat back, then the others; each run of the saga has its own number', async () => {
  await house.credits(5)
  const { invitation_id } = await house.invite(10)
  const id = await house.issued(house.world.relay, invitation_id, 3)
  const path = `/v1/reservations/${id}`
  const { body } = await house.ask(house.world.relay, 'GET', path)
  const seat_id = body.each[0].id
  const one = await house.ask(house.world.relay, 'POST', `${path}/give-back`, { seat_ids: [seat_id] })
  expect(one.body).toEqual({ reservation_id: id, returning: [seat_id] })
  const rest = await house.ask(house.world.operator, 'POST', `${path}/give-back`, {})
  expect(rest.body.returning).toHaveLength(2)
  expect(house.driven.map((run) => run.id)).toEqual([`${id}-0`, `${id}-1`, `${id}-2`])
  const nothing = await house.ask(house.world.relay, 'POST', `${path}/give-back`, {})
  expect([nothing.status, nothing.body.error.code]).toEqual([409, 'nothing_to_give_back'])
})

test('does not give back while the venue is being asked, nor once the evening has begun', async () => {
  await house.credits(5)
  const { invitation_id, performance_id } = await house.invite(10)
  const held = await book(invitation_id, 1)
  const path = (id: string) => `/v1/reservations/${id}/give-back`
  const early = await house.ask(house.world.relay, 'POST', path(held.body.id), {})
  expect(early.body.error.code).toBe('booking_under_way')
  const id = await house.issued(house.world.relay, invitation_id, 1)
  await house.world.pg.query("update performance set starts_at = '2026-11-23T11:00Z' where id = $1", [
    performance_id,
  ])
  const late = await house.ask(house.world.relay, 'POST', path(id), {})
  expect([late.status, late.body.error.code]).toEqual([409, 'too_late_to_give_back'])
})

test('lists are paged, and filtered by state and evening', async () => {
  await house.credits(5)
  const { invitation_id } = await house.invite(10)
  for (let n = 0; n < 3; n++) await book(invitation_id, 1)
  const first = await house.ask(house.world.relay, 'GET', '/v1/reservations?limit=2')
  expect(first.body.items).toHaveLength(2)
  const second = await house.ask(
    house.world.relay,
    'GET',
    `/v1/reservations?limit=2&after=${first.body.next}`,
  )
  expect(second.body).toMatchObject({ items: [{ state: 'held' }], next: null })
  const all = await house.ask(house.world.operator, 'GET', '/v1/reservations?state=held&upcoming=true')
  expect(all.body.items.map(({ relay }: { relay: string }) => relay)).toEqual(Array(3).fill('Relais du Quai'))
  expect((await house.ask(house.world.relay, 'GET', '/v1/reservations?state=issued')).body.items).toEqual([])
})
