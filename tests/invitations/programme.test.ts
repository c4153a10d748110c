import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { syncAll } from '../../src/invitations/index.ts'
import { connect } from '../hooks/sending.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { EVENING, freshWorld, NOW } from '../setup/world.ts'

let t: Territory
beforeAll(async () => {
  t = await openTerritory()
})

test('an evening that the venue cancels is carried through at night even if no webhook tells of it, and one venue that is down keeps no other', async () => {
  await t.at('POST', '/acs/sandbox/purchases', { cents: 2_400 })
  await t.settle()
  const { invitation_id, reference } = await t.offer(2)
  const id = await t.reserve(invitation_id, 2)
  await t.settle()
  await t.world.pg.query('update connection set hook_generation = 9')
  await t.at('PATCH', `/acs/sandbox/performances/${reference}`, { acsStatus: 'CANCELLED' })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')

  let now_ms = Date.parse(t.ctx.now())
  const slow: typeof t.ctx = {
    ...t.ctx,
    now: () => new Date(now_ms).toISOString(),
    fetch: async (...asked) => {
      now_ms += 121_000
      return t.ctx.fetch(...asked)
    },
  }
  await syncAll(slow)
  await t.settle()
  expect(await t.stateOf(id), 'one that takes longer than two minutes is left').toBe('issued')

  // its address is not allowed here, so it cannot be read
  await connect(t, t.world, 'open', { settings: { address: 'http://10.0.0.1' } })
  await syncAll(t.ctx)
  await t.settle()
  expect(await t.stateOf(id)).toBe('returned')
})

test.each([
  [9_007_199_254_740_991, 1_000_000],
  [-3, 0],
  [null, null],
])('a venue that says %s seats are free holds up nothing', async (said, kept) => {
  const reference = uuidv7()
  const one = { id: uuidv7(), reference, title: 'Le Cid', starts_at: EVENING, status: 'scheduled' }
  const performances = [{ ...one, seats_free: said }]
  const { connection_id, db, pg } = await freshWorld()
  for (let n = 0; n < 2; n += 1) await db.call('sync_performances', { connection_id, performances, now: NOW })
  const { rows } = await pg.query('select seats_free from performance where reference = $1', [reference])
  expect(rows).toEqual([{ seats_free: kept }])
})
