import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, EVENING, NOW } from '../setup/world.ts'
import { run } from './clients.ts'
import {
  asked,
  hold,
  interleaved,
  invitation_id,
  onInvitation,
  onPerformance,
  performance_id,
  reserved,
  seatsOf,
  sync,
  world,
  type Lock,
} from './two-writers.ts'

// Locks are taken in one order; src/ledger/lock.sql says which. Each test stops one verb half way, lets another begin, and
// goes on: two orders would end in a deadlock (40P01).

test('a hold and the release of another reservation', async () => {
  const reservation_id = await reserved()
  const release = (client: Client) => run(client, 'release', { reservation_id, reason: 'sold_out', now: NOW })
  expect(await interleaved([onInvitation()], release, hold)).toEqual([null, null])
})

test('a hold and the return of another reservation', async () => {
  const reservation_id = await reserved()
  await bookAndIssue(world, reservation_id, 2)
  const back = { reservation_id, seat_ids: await seatsOf(reservation_id) }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  const settle = (client: Client) => run(client, 'settle_return', { ...back, outcome: 'cancelled', now: NOW })
  expect(await interleaved([onInvitation()], settle, hold)).toEqual([null, null])
})

test('a venue that cancels and a release', async () => {
  const reservation_id = await reserved()
  const release = (client: Client) => run(client, 'release', { reservation_id, reason: 'sold_out', now: NOW })
  expect(await interleaved([onPerformance(), onInvitation()], release, sync('cancelled'))).toEqual([
    null,
    null,
  ])
})

test('a venue that cancels and a return', async () => {
  const reservation_id = await reserved()
  await bookAndIssue(world, reservation_id, 2)
  const back = { reservation_id, seat_ids: await seatsOf(reservation_id) }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  const settle = (client: Client) => run(client, 'settle_return', { ...back, outcome: 'cancelled', now: NOW })
  expect(await interleaved([onPerformance(), onInvitation()], settle, sync('cancelled'))).toEqual([
    null,
    null,
  ])
})

test('a venue that cancels and the end of a turn', async () => {
  await asked()
  const end = (client: Client) => run(client, 'end_turns', { now: '2026-11-24T13:00:00Z' })
  expect(await interleaved([onPerformance(), onInvitation()], end, sync('cancelled'))).toEqual([null, null])
})

test('a venue that cancels and a relay that declines its turn', async () => {
  const reservation_id = await asked()
  const principal = { organisation_id: world.otherRelay.organisation_id, role: 'relay' }
  const decline = (client: Client) =>
    run(client, 'answer_waiting', { reservation_id, accept: false, principal, now: NOW })
  // it is the venue that let the seats go: the turn is over by then
  expect(await interleaved([onPerformance(), onInvitation()], decline, sync('cancelled'))).toEqual([
    null,
    'turn_is_over',
  ])
})

test('a venue that cancels and the next turn of the waiting list', async () => {
  const waiting = { id: uuidv7(), invitation_id, seats: 2 }
  await world.db.once(world.claim(world.otherRelay), 'wait_for_seats', waiting)
  const turn = { invitation_id, reservation_id: uuidv7(), seat_ids: [uuidv7(), uuidv7()], now: NOW }
  const ask = (client: Client) => run(client, 'ask_waiting', { ...turn, expires_at: EVENING })
  expect(await interleaved([onPerformance(), onInvitation()], ask, sync('cancelled'))).toEqual([null, null])
})

test('two performances put forward at once for one convention', async () => {
  const performances = [uuidv7(), uuidv7()]
  for (const id of performances) {
    const seen = { id, reference: id, title: 'Bérénice', starts_at: EVENING, status: 'scheduled' }
    await run(world.pg, 'sync_performances', {
      connection_id: world.connection_id,
      now: NOW,
      performances: [seen],
    })
  }
  const principal = { organisation_id: world.operator.organisation_id, role: 'operator', key_id: uuidv7() }
  const propose = (performance: string) => (client: Client) =>
    run(client, 'propose_invitation', {
      id: uuidv7(),
      convention_id: world.convention_id,
      performance_id: performance,
      seats: 3,
      allotment: null,
      now: NOW,
      principal,
    })
  // the foreign key of a new invitation keeps its convention in place, as this does
  const convention: Lock = ['select from convention where id = $1 for key share', world.convention_id]
  const ends = await interleaved([convention], propose(performances[0]!), propose(performances[1]!))
  expect(ends).toEqual([null, null])
})

test('the door against a return, seat by seat in opposite order', async () => {
  const reservation_id = await reserved(2)
  const { order, positions } = await bookAndIssue(world, reservation_id, 2)
  const seats = await seatsOf(reservation_id)
  const back = { reservation_id, seat_ids: seats }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  const scan = (client: Client) =>
    run(client, 'record_scans', {
      connection_id: world.connection_id,
      now: EVENING,
      scans: positions.map((position) => ({ order, position, scanned_at: EVENING })),
    })
  const settle = (client: Client) => run(client, 'settle_return', { ...back, outcome: 'cancelled', now: NOW })
  expect(
    await interleaved([['select from reservation where id = $1 for update', reservation_id]], scan, settle),
  ).toEqual([null, null])
})

test('the door against the evening that is closed', async () => {
  const reservation_id = await reserved(2)
  const { order, positions } = await bookAndIssue(world, reservation_id, 2)
  const scan = (client: Client) =>
    run(client, 'record_scans', {
      connection_id: world.connection_id,
      now: EVENING,
      scans: positions.map((position) => ({ order, position, scanned_at: EVENING })),
    })
  const close = (client: Client) =>
    run(client, 'close_evening', {
      performance_id,
      now: '2026-12-11T04:00:00Z',
      final_at: '2026-12-14T04:00:00Z',
    })
  expect(await interleaved([onPerformance()], scan, close)).toEqual([null, null])
  const { rows } = await world.pg.query('select distinct state from seat where reservation_id = $1', [
    reservation_id,
  ])
  expect(rows, 'the scan that came later corrects the evening').toEqual([{ state: 'used' }])
})

test('two batches that mark the same webhooks done, in opposite order', async () => {
  const ids = [uuidv7(), uuidv7()]
  for (const id of ids) {
    const hook = { id, event_id: id, body: '{}', state: 'received', reason: null, generation: 1, now: NOW }
    await run(world.pg, 'store_hook', { ...hook, connection_id: world.connection_id })
  }
  const done = (client: Client) => run(client, 'post_gifts', { now: NOW, observations: [], done: ids })
  const other = (client: Client) =>
    run(client, 'post_gifts', { now: NOW, observations: [], done: ids.toReversed() })
  const hook: Lock = ['select from inbox where id = $1 for update', ids[0]!]
  expect(await interleaved([hook], done, other)).toEqual([null, null])
})
