import { beforeAll, expect, test } from 'vitest'
import { eraseTickets, finalAt } from '../../src/invitations/index.ts'
import { ticketKey } from '../../src/invitations/ticket-key.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { testContext } from '../setup/app.ts'
import {
  bookAndIssue,
  EVENING,
  freshWorld,
  give,
  invite,
  observed,
  wish,
  type World,
} from '../setup/world.ts'

let world: World
let kept: ReturnType<typeof testContext>
let now = EVENING
const FINAL = finalAt(later(EVENING, DAY_MS))
const pdf = { bytes: new Uint8Array([37]), media_type: 'application/pdf' }

/** An evening with two issued seats, their files stored where the saga puts them, and one file more that never got its row. */
async function evening() {
  const { performance_id, invitation_id } = await invite(world, 4)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 2))
  const { positions } = await bookAndIssue(world, answer.id, 2)
  const keys = positions.map((position) => ticketKey(answer.id, position))
  for (const key of keys) kept.files.set(key, pdf)
  await world.pg.query(
    `update seat set ticket_key = 'tickets/' || reservation_id || '/' || position where reservation_id = $1`,
    [answer.id],
  )
  return { performance_id, reservation_id: answer.id, keys }
}
const close = (performance_id: string) =>
  world.db.call('close_evening', { performance_id, final_at: FINAL, now: later(EVENING, DAY_MS) })
const keysOf = async (reservation_id: string) =>
  (
    await world.pg.query<{ ticket_key: string | null }>(
      'select ticket_key from seat where reservation_id = $1',
      [reservation_id],
    )
  ).rows.map(({ ticket_key }) => ticket_key)

beforeAll(async () => {
  world = await freshWorld()
  kept = testContext(world, { now: () => now })
  await give(world, observed(world, 'A/1', 16_000))
})

test('tickets stay for thirty days after their evening is final, then the files go, then their rows', async () => {
  const over = await evening()
  const open = await evening()
  await close(over.performance_id)
  now = later(FINAL, 30 * DAY_MS)
  expect(await eraseTickets(kept.ctx)).toBe(0)
  expect(kept.files.size).toBe(4)

  now = later(now, 1)
  expect(await eraseTickets(kept.ctx)).toBe(2)
  expect([...kept.files.keys()]).toEqual(open.keys)
  expect(await keysOf(over.reservation_id)).toEqual([null, null])
  expect(await keysOf(open.reservation_id)).toEqual(open.keys)
})

test('a file store that fails leaves the rows, and the next night does it again', async () => {
  const { performance_id, reservation_id, keys } = await evening()
  await close(performance_id)
  const broken = {
    ...kept.ctx,
    files: { ...kept.ctx.files, delete: () => Promise.reject(new Error('gone')) },
  }
  await expect(eraseTickets(broken)).rejects.toThrow('gone')
  expect(await keysOf(reservation_id)).toEqual(keys)
  expect(await eraseTickets(kept.ctx)).toBe(2)
  expect(await eraseTickets(kept.ctx)).toBe(0)
  expect(await keysOf(reservation_id)).toEqual([null, null])
})

test('an evening that the venue cancelled, and a file that was stored and never issued, are erased as well', async () => {
  const { performance_id, reservation_id, keys } = await evening()
  await world.pg.query('update seat set ticket_key = null where reservation_id = $1', [reservation_id])
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now,
    performances: [
      {
        id: performance_id,
        reference: performance_id,
        title: 'Le Cid',
        starts_at: EVENING,
        status: 'cancelled',
      },
    ],
  })
  now = later(EVENING, 30 * DAY_MS + 1)
  expect(keys.every((key) => kept.files.has(key))).toBe(true)
  expect(await eraseTickets(kept.ctx)).toBe(0)
  expect(keys.some((key) => kept.files.has(key))).toBe(false)
})
