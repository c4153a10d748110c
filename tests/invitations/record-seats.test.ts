import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrderState, SeatState } from '../../adapters/contract/index.ts'
import { recordSeats } from '../../src/invitations/index.ts'
import { HOUR_MS, later } from '../../src/platform/clock.ts'
import { testContext } from '../setup/app.ts'
import {
  bookAndIssue,
  EVENING,
  freshWorld,
  give,
  invite,
  NOW,
  observed,
  wish,
  type World,
} from '../setup/world.ts'

let world: World
let reservation_id: string
let order: string
let positions: string[]
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 40_000))
})
beforeEach(async () => {
  await world.pg.query('delete from trouble')
  const { invitation_id } = await invite(world, 3)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 3))
  reservation_id = answer.id
  ;({ order, positions } = await bookAndIssue(world, reservation_id, 3))
})

const seat = (at: number, change: Partial<SeatState> = {}): SeatState => ({
  position: positions[at]!,
  status: 'valid',
  scanned_at: null,
  ...change,
})
const told = (...seats: SeatState[]): OrderState => ({
  order,
  gifts: [],
  booking: { order, reference: 'any', reservation_id, seats },
})
/** The verbs that it called, with what it said. */
async function record(now: string, ...states: OrderState[]) {
  const calls: [string, unknown][] = []
  const { db } = world
  const call: typeof db.call = async (verb, arg) => {
    calls.push([verb, arg])
    return db.call(verb, arg)
  }
  const { ctx } = testContext(world, { now: () => now, db: { ...db, call } })
  await recordSeats(ctx, world.connection_id, states)
  return calls
}
const seats = async () =>
  (
    await world.pg.query<{ state: string }>(
      'select state from seat where reservation_id = $1 order by position',
      [reservation_id],
    )
  ).rows.map(({ state }) => state)
const troubles = async () =>
  (
    await world.pg.query<{ kind: string; subject: string; message: string }>(
      'select kind, subject, message from trouble',
    )
  ).rows

describe('an order of an invitation tells', () => {
  test('who came, seat by seat, at once', async () => {
    const calls = await record(EVENING, told(seat(0, { scanned_at: EVENING }), seat(1), seat(2)))
    expect(await seats()).toEqual(['used', 'issued', 'issued'])
    expect(calls).toMatchObject([
      ['record_scans', { seen_at: EVENING, now: EVENING }],
      ['record_lost', { now: EVENING }],
    ])
  })

  test('that a scan was undone, when it was seen some time after it', async () => {
    await record(EVENING, told(seat(0, { scanned_at: EVENING })))
    await record(later(EVENING, HOUR_MS), told(seat(0)))
    expect(await seats()).toEqual(['issued', 'issued', 'issued'])
  })

  test('that the venue cancelled seats: their promise stands, and a person is told how many', async () => {
    const gone = { status: 'cancelled' } as const
    await record(NOW, told(seat(0, gone), seat(1), seat(2, gone)))
    expect(await seats()).toEqual(['issued', 'issued', 'issued'])
    expect(await troubles()).toEqual([
      {
        kind: 'promise',
        subject: reservation_id,
        message: expect.stringMatching(new RegExp(`cancelled 2 .*${order}`)),
      },
    ])
  })

  test('nothing of a cancelled seat’s scan', async () => {
    await record(EVENING, told(seat(0, { status: 'cancelled', scanned_at: EVENING })))
    expect(await seats()).toEqual(['issued', 'issued', 'issued'])
  })

  test('nothing new of a seat that nobody counts on any more', async () => {
    const back = { reservation_id, seat_ids: null }
    await world.db.once(world.claim(world.relay), 'give_back', back)
    await record(NOW, told(...[0, 1, 2].map((at) => seat(at, { status: 'cancelled' }))))
    expect(await troubles()).toEqual([])
  })
})

test('each order is looked at, also after one that is as it should be', async () => {
  const first = told(seat(0))
  const { invitation_id } = await invite(world, 1)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))
  const other = await bookAndIssue(world, answer.id, 1)
  const unknown = { ...told(seat(0, { status: 'cancelled' })).booking!, order: 'NOBODY' }
  await record(
    NOW,
    first,
    { order: 'NOBODY', gifts: [], booking: unknown },
    {
      order: other.order,
      gifts: [],
      booking: {
        order: other.order,
        reference: 'any',
        reservation_id: answer.id,
        seats: [{ position: other.positions[0]!, status: 'cancelled', scanned_at: null }],
      },
    },
  )
  expect((await troubles()).map(({ subject }) => subject)).toEqual([answer.id])
})

test('orders without a booking of ours ask nothing of the database', async () => {
  expect(await record(NOW, { order: 'X', gifts: [], booking: null })).toEqual([])
  expect(await record(NOW)).toEqual([])
})
