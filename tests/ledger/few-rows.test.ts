import { expect, test } from 'vitest'
import { freshWorld, give, invite, observed, wish, NOW } from '../setup/world.ts'
import { connect, run } from './clients.ts'

const CREDITS = 600

test('a hold and its release read the credits that they move, not all of the convention', async () => {
  const world = await freshWorld({ planned_seats: CREDITS })
  await give(world, observed(world, 'F/1', CREDITS * 800))
  const { invitation_id } = await invite(world, 50)
  await world.pg.query('analyze')
  const client = await connect(world)
  /** rows of `credit` that a verb read, in a transaction of its own */
  async function rowsRead(verb: 'reserve' | 'release', arg: object): Promise<number> {
    await client.query('begin')
    await run(client, verb, { ...arg, now: NOW })
    const { rows } = await client.query<{ read: number }>(
      `select (seq_tup_read + idx_tup_fetch)::integer as read from pg_stat_xact_user_tables where relname = 'credit'`,
    )
    await client.query('commit')
    return rows[0]!.read
  }

  const wanted = wish(invitation_id, 3)
  const held = await rowsRead('reserve', {
    ...wanted,
    principal: { organisation_id: world.relay.organisation_id },
  })
  expect(held, 'the hold reads them').toBeGreaterThanOrEqual(3)
  expect(held).toBeLessThan(20)
  const freed = await rowsRead('release', { reservation_id: wanted.id, reason: 'sold_out' })
  expect(freed, 'the release reads them').toBeGreaterThanOrEqual(3)
  expect(freed).toBeLessThan(20)
  await client.end()
})
