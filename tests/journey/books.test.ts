import { beforeAll, expect, test } from 'vitest'
import { reconcile } from '../../src/hooks/index.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { balancesOf } from '../setup/world.ts'

let t: Territory
beforeAll(async () => {
  t = await openTerritory()
})
const differences = async () =>
  (
    await t.world.pg.query<{ kind: string; ours: string; theirs: string }>(
      'select kind, ours, theirs from difference where settled_at is null',
    )
  ).rows

test('a gift whose webhook never came is booked from the books, and a second comparison finds nothing', async () => {
  await t.at('POST', '/acs/sandbox/purchases', { cents: 2_500 })
  await t.office.settled()
  await t.world.pg.query('delete from inbox') // what arrived is lost before anyone worked on it
  await t.settle()
  expect((await balancesOf(t.world))['receivable'] ?? 0).toBe(0)

  const { connection_id } = t.world
  expect(await reconcile(t.ctx, connection_id)).toEqual({ caught_up: 1, differences: 0 })
  expect(await balancesOf(t.world)).toMatchObject({ receivable: -2_500, available: 2, fund: 100 })
  expect(await reconcile(t.ctx, connection_id)).toEqual({ caught_up: 0, differences: 0 })
})

test('a booking at the venue that no reservation asked for is shown until it is gone', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  await t.settle()
  const { connection_id } = t.world
  expect(await reconcile(t.ctx, connection_id)).toMatchObject({ differences: 0 })

  // the books as they would be had we forgotten a booking: its attempt is unknown to us
  await t.world.pg.query("update attempt set reference = 'forgotten' where reservation_id = $1", [id])
  await t.world.pg.query('update connection set books_cursor = null')
  expect(await reconcile(t.ctx, connection_id)).toMatchObject({ differences: 1 })
  expect(await differences()).toEqual([{ kind: 'booking', ours: '0', theirs: '2' }])
  const { rows } = await t.world.pg.query<{ kind: string }>(
    'select kind from trouble where resolved_at is null',
  )
  expect(rows).toEqual([{ kind: 'books' }])
})
