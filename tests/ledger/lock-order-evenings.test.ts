import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { bookAndIssue, EVENING, NOW } from '../setup/world.ts'
import { run } from './clients.ts'
import {
  asked,
  hold,
  interleaved,
  invitation_id,
  nextEvening,
  onInvitation,
  performance_id,
  reserved,
  seatsOf,
  world,
  type Lock,
} from './two-writers.ts'

// Locks are taken in one order; src/ledger/lock.sql says which. Each test stops one verb half way, lets another begin, and
// goes on: two orders would end in a deadlock (40P01).

const OVER = later(EVENING, DAY_MS)

/** Two evenings of the convention, in the order of their ids: a turn is under way for the first, one for the second. */
async function twoEvenings() {
  const turn = await asked()
  const one = { invitation_id, performance_id, turn }
  await nextEvening()
  return { one, two: { invitation_id, performance_id, turn: await asked() } }
}
const syncAll = (status: Record<string, string>) => (client: Client) =>
  run(client, 'sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: Object.entries(status).map(([reference, now]) => {
      return { id: uuidv7(), reference, title: 'Le Cid', starts_at: EVENING, status: now }
    }),
  })

test('a hold and turns of several evenings that end', async () => {
  await twoEvenings()
  const end = (client: Client) => run(client, 'end_turns', { now: '2026-11-24T13:00:00Z' })
  expect(await interleaved([onInvitation()], end, hold)).toEqual([null, null])
})

test('a hold and a venue that cancels several evenings', async () => {
  const { one, two } = await twoEvenings()
  const cancel = syncAll({ [one.performance_id]: 'cancelled', [two.performance_id]: 'cancelled' })
  expect(await interleaved([onInvitation()], cancel, hold)).toEqual([null, null])
})

test('a return, and a venue that cancels an evening before that one in its list', async () => {
  const { one, two } = await twoEvenings()
  const reservation_id = await reserved()
  await bookAndIssue(world, reservation_id, 2)
  const back = { reservation_id, seat_ids: await seatsOf(reservation_id) }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  const settle = (client: Client) => run(client, 'settle_return', { ...back, outcome: 'cancelled', now: NOW })
  const cancel = syncAll({ [one.performance_id]: 'cancelled', [two.performance_id]: 'scheduled' })
  const kept: Lock = ['select from performance where id = $1 for share', two.performance_id]
  expect(await interleaved([kept], cancel, settle)).toEqual([null, null])
})

test('the door of several evenings, and a venue that lists them in another order than their ids', async () => {
  const [late, early] = [uuidv7(), uuidv7()]
  for (const [id, reference] of [
    [late, `${early}-b`],
    [early, `${early}-a`],
  ] as const) {
    const seen = { id, reference, title: 'Phèdre', starts_at: EVENING, status: 'scheduled' }
    const { connection_id } = world
    await run(world.pg, 'sync_performances', { connection_id, now: NOW, performances: [seen] })
    const offer = {
      id: uuidv7(),
      convention_id: world.convention_id,
      performance_id: id,
      seats: 5,
      allotment: null,
    }
    await world.db.once(world.claim(world.structure), 'propose_invitation', offer)
    await world.db.once(world.claim(world.operator), 'approve', { id: offer.id, subject: 'invitation' })
    await bookAndIssue(world, await reserved(1, offer.id), 1)
  }
  const { rows } = await world.pg.query<{ order: string; position: string }>(
    `select partner_order as order, position from reservation r join seat s on s.reservation_id = r.id
       join invitation i on i.id = r.invitation_id where i.performance_id = any($1)`,
    [[late, early]],
  )
  const scan = (client: Client) =>
    run(client, 'record_scans', {
      connection_id: world.connection_id,
      now: EVENING,
      scans: rows.map((seat) => ({ ...seat, scanned_at: EVENING })),
    })
  const list = syncAll({ [`${early}-a`]: 'scheduled', [`${early}-b`]: 'scheduled' })
  const first_listed: Lock = ['select from performance where id = $1 for no key update', early]
  expect(await interleaved([first_listed], scan, list)).toEqual([null, null])
})

test('seats of several evenings that the venue had cancelled, found when they are over, and a return of the last', async () => {
  const evenings = [{ invitation_id, performance_id }]
  await nextEvening()
  evenings.push({ invitation_id, performance_id })
  const { connection_id } = world
  const seats: { order: string; position: string; valid: boolean }[] = []
  let last = ''
  for (const { invitation_id: evening } of evenings) {
    last = await reserved(2, evening)
    const { order, positions } = await bookAndIssue(world, last, 2)
    seats.push({ order, position: positions[0]!, valid: false })
  }
  const back = { reservation_id: last, seat_ids: (await seatsOf(last)).slice(1) }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  for (const evening of evenings) {
    const closing = { performance_id: evening.performance_id, now: OVER, final_at: later(OVER, DAY_MS) }
    await run(world.pg, 'close_evening', closing)
  }
  const lose = (client: Client) => run(client, 'record_lost', { connection_id, seats, now: OVER })
  const settle = (client: Client) =>
    run(client, 'settle_return', { ...back, outcome: 'cancelled', now: OVER })
  const kept: Lock = ['select from invitation where id = $1 for no key update', evenings[1]!.invitation_id]
  expect(await interleaved([kept], lose, settle)).toEqual([null, null])
  const { rows } = await world.pg.query(
    'select s.state from seat s join reservation r on r.id = s.reservation_id where r.partner_order = any($1) order by 1',
    [seats.map(({ order }) => order)],
  )
  expect(rows.map(({ state }) => state as string)).toEqual(['unused', 'returned', 'returned', 'returned'])
})
