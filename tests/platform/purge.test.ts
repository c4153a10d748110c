import { beforeAll, expect, test } from 'vitest'
import { purgeWrites } from '../../src/people/index.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { testContext } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
})
const left = async () =>
  (await world.pg.query<{ key: string }>('select key from idempotency order by key')).rows.map(
    ({ key }) => key,
  )

test('writes are remembered for thirty days, however many are forgotten after', async () => {
  await world.pg.query('delete from idempotency')
  await world.pg.query(
    `insert into idempotency (organisation_id, key, request_hash, at)
     select $1::uuid, 'old-' || n, 'request', $2::timestamptz - interval '1 millisecond' from generate_series(1, 5001) n
     union all select $1::uuid, 'kept', 'request', $2::timestamptz`,
    [world.relay.organisation_id, NOW],
  )
  const { ctx } = testContext(world, { now: () => later(NOW, 30 * DAY_MS) })
  expect(await purgeWrites(ctx)).toBe(5_001)
  expect(await left()).toEqual(['kept'])
  expect(await purgeWrites(ctx)).toBe(0)
})
