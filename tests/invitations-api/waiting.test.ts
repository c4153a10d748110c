import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, test } from 'vitest'
import { balancesOf } from '../setup/world.ts'
import { freshHouse, type House } from './house.ts'

let house: House
let invitation_id: string
beforeEach(async () => {
  house = await freshHouse()
  await house.credits(2)
  invitation_id = (await house.invite(2)).invitation_id
})

/** Every seat is taken by another relay, one waits, then the seats are given back. */
async function turn(): Promise<string> {
  const { world } = house
  const id = await house.issued(world.otherRelay, invitation_id, 2)
  expect((await house.ask(world.relay, 'POST', '/v1/waiting', { invitation_id, seats: 2 })).status).toBe(201)
  const back = await house.ask(world.otherRelay, 'POST', `/v1/reservations/${id}/give-back`, {})
  const settled = {
    reservation_id: id,
    seat_ids: back.body.returning,
    outcome: 'cancelled',
    now: house.ctx.now(),
  }
  await world.db.call('settle_return', settled)
  const { asked } = await world.db.call('ask_waiting', {
    invitation_id,
    reservation_id: uuidv7(),
    seat_ids: [uuidv7(), uuidv7()],
    expires_at: '2026-11-24T12:00:00Z',
    now: house.ctx.now(),
  })
  return asked!
}

test('a turn is offered, and a yes is booked like any reservation', async () => {
  const id = await turn()
  const list = await house.ask(house.world.relay, 'GET', '/v1/waiting')
  expect(list.body.items).toMatchObject([{ state: 'asked', reservation_id: id, title: 'Le Cid', seats: 2 }])
  const yes = await house.ask(house.world.relay, 'POST', `/v1/reservations/${id}/accept`)
  expect(yes.body).toEqual({ id, state: 'held' })
  expect(house.driven.at(-1)).toEqual({ id: `${id}-0`, params: { reservation_id: id } })
  const late = await house.ask(house.world.relay, 'POST', `/v1/reservations/${id}/decline`)
  expect([late.status, late.body.error.code]).toEqual([409, 'turn_is_over'])
})

test('a no frees the credits and asks the next at once', async () => {
  const id = await turn()
  await house.ask(house.world.otherRelay, 'POST', '/v1/waiting', { invitation_id, seats: 1 })
  const no = await house.ask(house.world.relay, 'POST', `/v1/reservations/${id}/decline`)
  expect(no.body).toEqual({ id, state: 'released' })
  const next = await house.ask(house.world.otherRelay, 'GET', '/v1/waiting')
  expect(next.body.items).toMatchObject([{ state: 'asked', seats: 1 }])
  expect(await balancesOf(house.world)).toMatchObject({ available: 1, held: 1 })
})

test('waits once for an evening, and not for one that is over', async () => {
  const wish = { invitation_id, seats: 2 }
  await house.ask(house.world.relay, 'POST', '/v1/waiting', wish)
  const again = await house.ask(house.world.relay, 'POST', '/v1/waiting', wish)
  expect([again.status, again.body.error.code]).toEqual([409, 'already_waiting'])
  const past = await house.invite(5, '2026-11-22T19:30:00.000Z')
  const over = await house.ask(house.world.relay, 'POST', '/v1/waiting', {
    invitation_id: past.invitation_id,
    seats: 1,
  })
  expect(over.body.error.code).toBe('invitation_not_open')
})

test('waits no longer, and is not asked', async () => {
  const { world } = house
  const mine = await house.ask(world.relay, 'POST', '/v1/waiting', { invitation_id, seats: 2 })
  const path = `/v1/waiting/${mine.body.id}/leave`
  expect((await house.ask(world.otherRelay, 'POST', path)).status).toBe(404)
  expect((await house.ask(world.relay, 'POST', path)).body).toEqual({ id: mine.body.id, state: 'left' })
  expect((await house.ask(world.relay, 'POST', path)).status).toBe(200)
  const next = { invitation_id, reservation_id: uuidv7(), seat_ids: [uuidv7(), uuidv7()] }
  const expires_at = '2026-11-24T12:00:00Z'
  const { asked } = await world.db.call('ask_waiting', { ...next, expires_at, now: house.ctx.now() })
  expect(asked).toBeNull()
})
