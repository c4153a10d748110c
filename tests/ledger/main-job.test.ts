import { expect, test } from 'vitest'
import {
  balancesOf,
  bookAndIssue,
  freshWorld,
  give,
  invite,
  observed,
  wish,
  EVENING,
  NOW,
} from '../setup/world.ts'

test('the whole way of the ledger: gifts, credits, a hold, tickets, one used, one given back, one unused', async () => {
  const world = await freshWorld()
  await give(world, observed(world, 'A/1', 1_200), observed(world, 'B/1', 2_000))
  expect(await balancesOf(world)).toMatchObject({
    receivable: -3_200,
    reserve: 3_200,
    available: 4,
    minted: -4,
  })

  const { invitation_id, performance_id } = await invite(world, 10)
  const asked = wish(invitation_id, 3)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', asked)
  expect(await balancesOf(world)).toMatchObject({ available: 1, held: 3 })
  const { order, positions } = await bookAndIssue(world, answer.id, 3)
  expect(await balancesOf(world)).toMatchObject({ held: 0, issued: 3, due_to_structure: 2_400, reserve: 800 })

  const scan = { order, position: positions[0], scanned_at: EVENING }
  const { connection_id } = world
  await world.db.call('record_scans', { connection_id, scans: [scan, scan], now: EVENING })
  const { rows } = await world.pg.query<{ id: string }>('select id from seat where position = $1', [
    positions[1],
  ])
  const back = { reservation_id: answer.id, seat_ids: [rows[0]!.id] }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  await world.db.call('settle_return', { ...back, outcome: 'cancelled', now: NOW })
  await world.db.call('close_evening', {
    performance_id,
    now: '2026-12-11T04:00:00Z',
    final_at: '2026-12-14T04:00:00Z',
  })
  expect(await balancesOf(world)).toMatchObject({
    issued: 0,
    used: 1,
    unused: 1,
    available: 2,
    due_to_structure: 1_600,
    reserve: 1_600,
  })

  const late = { order, position: positions[2], scanned_at: EVENING }
  await world.db.call('record_scans', { connection_id, scans: [late], now: '2026-12-12T04:00:00Z' })
  await world.db.call('roll_up', {})
  expect(await balancesOf(world)).toMatchObject({ used: 2, unused: 0, available: 2, minted: -4 })
})
