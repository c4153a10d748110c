import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, EVENING, NOW, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import type { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'
import { nextStructure } from './next-structure.ts'
import { FINAL, NIGHT, oneEvening } from './one-evening.ts'

// Two seats issued, of which the venue cancels the first by itself: what the model does not know of it.

let territory: World
beforeAll(async () => {
  territory = await freshWorld()
})

let world: World
let bookings: ReturnType<typeof bookingsOf>
let invitation_id: string
let performance_id: string
let id: string
beforeEach(async () => {
  ;({ world, bookings, invitation_id, performance_id } = await oneEvening(territory))
  id = await bookings.reserve(invitation_id, 2)
  await bookAndIssue(world, id, 2)
})
const states = async () => (await bookings.seats(id)).map(({ state }) => state)
const tell = async (now: string, valid = false, n = 0) =>
  world.db.call('record_lost', {
    connection_id: world.connection_id,
    seats: [{ order: bookings.order(id), position: bookings.position(id, n), valid }],
    now,
  })
const troubles = async () =>
  (
    await world.pg.query<{ kind: string }>(
      'select kind from trouble where subject = $1 and resolved_at is null order by kind',
      [id],
    )
  ).rows.map(({ kind }) => kind)
const mails = async () =>
  (
    await world.pg.query<{ template: string }>(
      "select template from mail where about->>'reservation_id' = $1 order by created_at, template",
      [id],
    )
  ).rows.map(({ template }) => template)
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})
const callOff = async () =>
  world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: uuidv7(), reference: performance_id, title: 'Le Cid', starts_at: EVENING, status: 'cancelled' },
    ],
  })

test('is meant by the ticketing that tells it: another house may have an order of the same name', async () => {
  const other = await nextStructure(territory)
  const seats = [{ order: bookings.order(id), position: bookings.position(id, 0), valid: false }]
  const told = { connection_id: other.connection_id, seats, now: NOW }
  expect(await world.db.call('record_lost', told)).toEqual({ lost: 0, resumed: [] })
  expect([await troubles(), await mails()]).toEqual([[], ['tickets_ready']])
})

test('gets no ticket, though the venue hands one out', async () => {
  const waiting = await bookings.reserve(invitation_id, 2)
  await bookings.end(waiting, await bookings.begin(waiting), 'confirmed', 2)
  id = waiting
  await tell(NOW)
  await bookings.issue(waiting, 2)
  expect([await states(), await bookings.state(waiting)]).toEqual([['held', 'issued'], 'issued'])
  const resumed = (drive: number) => ({ lost: 0, resumed: [{ id: waiting, drive }] })
  expect(await tell(NOW, true), 'its ticket is fetched').toEqual(resumed(1))
  await tell(NOW)
  expect(await tell(NOW, true), 'by another run').toEqual(resumed(2))
  await sound()
})

describe('when the evening is final', () => {
  test('a venue that tidies up its orders takes nothing back: what was due stays due', async () => {
    await bookings.close(performance_id, NIGHT, FINAL)
    const before = await balances(world)
    expect(await tell(FINAL)).toEqual({ lost: 0, resumed: [] })
    expect([await states(), await balances(world), await troubles()]).toEqual([
      ['unused', 'unused'],
      before,
      [],
    ])
    await sound()
  })

  test('a seat that never had its ticket is nobody’s all the same', async () => {
    const late = await bookings.reserve(invitation_id, 1)
    await bookings.end(late, await bookings.begin(late), 'confirmed', 1)
    await bookings.close(performance_id, NIGHT, FINAL)
    id = late
    await tell(FINAL)
    expect([await states(), await bookings.state(late)]).toEqual([['returned'], 'returned'])
    await sound()
  })

  test('a moment before, it returns', async () => {
    await bookings.close(performance_id, NIGHT, FINAL)
    await tell('2026-12-14T03:59:59.999Z')
    expect(await states()).toEqual(['returned', 'unused'])
    await sound()
  })
})

describe('whose guest came in', () => {
  test('is lost no more: nothing is shown', async () => {
    await tell(NOW)
    expect(await troubles()).toEqual(['promise'])
    await bookings.scan(id, [[0, EVENING]], EVENING)
    expect([await states(), await troubles()]).toEqual([['used', 'issued'], []])
  })

  test('and whose scan was undone after the evening, returns when the venue says again that it has cancelled it', async () => {
    await tell(NOW)
    await bookings.scan(id, [[0, EVENING]], EVENING)
    await bookings.close(performance_id, NIGHT, FINAL)
    await bookings.scan(id, [[0, null]], NIGHT)
    await tell(NIGHT)
    expect([await states(), await troubles()]).toEqual([['returned', 'unused'], []])
    await sound()
  })
})

describe('that goes back, and stays because the venue refuses', () => {
  const [lost, other] = [0, 1]
  const refused = async () => {
    const seat_id = (await bookings.seats(id))[lost]!.id
    await bookings.giveBack(id, [seat_id])
    // meanwhile the venue tells of the other seat: nothing of this one stands
    await tell(NOW, false, other)
    await tell(NOW, true, other)
    expect(await troubles()).toEqual([])
    return seat_id
  }

  test('is shown again', async () => {
    await tell(NOW)
    await bookings.settle(id, [await refused()], 'refused')
    expect([await states(), await troubles()]).toEqual([['issued', 'issued'], ['promise']])
  })

  test('after the evening it returns, and nothing is shown', async () => {
    await tell(NOW)
    const seat_id = await refused()
    await bookings.close(performance_id, NIGHT, FINAL)
    await bookings.settle(id, [seat_id], 'refused', NIGHT)
    expect([await states(), await troubles()]).toEqual([['returned', 'unused'], []])
    await sound()
  })
})

describe('of an evening that the venue has called off', () => {
  test('is promised to nobody: once it is cancelled, it returns at once, and the relay is told nothing more', async () => {
    await callOff()
    const seat_ids = (await bookings.seats(id)).map((seat) => seat.id)
    await bookings.settle(id, seat_ids, 'refused')
    expect(await states()).toEqual(['issued', 'issued'])
    const told = await mails()
    await tell(NOW)
    await tell(NOW, false, 1)
    expect([await states(), await bookings.state(id)]).toEqual([['returned', 'returned'], 'returned'])
    expect([await troubles(), await mails()]).toEqual([[], told])
    expect(await balances(world)).toMatchObject({ available: 6, due_to_structure: 0, issued: 0 })
    await sound()
  })

  test('and was lost before, returns though the venue refuses to take it back', async () => {
    await tell(NOW)
    await callOff()
    await bookings.settle(id, [(await bookings.seats(id))[0]!.id], 'refused')
    expect([await states(), await troubles()]).toEqual([['returned', 'returning'], []])
    await sound()
  })
})

describe('and makes valid again', () => {
  test('is told to the relay, which was not to count on it', async () => {
    await tell(NOW)
    await tell(EVENING, true)
    expect(await mails()).toEqual(['seats_lost', 'tickets_ready', 'seats_back'])
    await tell(EVENING, true)
    expect((await mails()).length).toBe(3)
    await tell(NIGHT)
    await tell(FINAL, true)
    expect((await mails()).toSorted()).toEqual([
      'seats_back',
      'seats_back',
      'seats_lost',
      'seats_lost',
      'tickets_ready',
    ])
  })

  test('is not, while others of it are lost anew: that is what there is to know', async () => {
    await tell(NOW)
    const seats = [0, 1].map((n) => ({
      order: bookings.order(id),
      position: bookings.position(id, n),
      valid: n === 0,
    }))
    await world.db.call('record_lost', { connection_id: world.connection_id, seats, now: EVENING })
    expect((await mails()).toSorted()).toEqual(['seats_lost', 'seats_lost', 'tickets_ready'])
  })
})
