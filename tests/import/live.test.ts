import { expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { connectMany } from '../ledger/clients.ts'
import { violations } from '../ledger/invariants.ts'
import { issued } from '../ledger/steps.ts'
import { balancesOf, freshWorld, give, NOW, observed } from '../setup/world.ts'
import { imported, pastFile } from './past.ts'

test('gifts of the present season go on being told, reduced and converted while its older ones are imported', async () => {
  const world = await freshWorld({ planned_seats: 10_000 })
  const { convention_id } = world
  const clients = await connectMany(world, 4)
  const over = new AbortController()
  const ticketing = clients.map(async (client, n) => {
    for (let order = 0; !over.signal.aborted; order++) {
      const gifts = [
        observed(world, `L-${n}/${order}`, 1_250),
        observed(world, `L-${n}/${order - 1}`, 300, 2),
      ]
      const batch = { now: NOW, observations: gifts, done: [] }
      await client.query('select post_gifts($1)', [JSON.stringify(batch)])
      await client.query('select convert($1)', [JSON.stringify({ convention_id, now: NOW })])
      if (order % 10 === 0) await client.query(`select roll_up('{}')`)
    }
  })
  const rows = Array.from({ length: 2_000 }, () => `${uuidv7()};2026-09-14;7,30`)
  const done = await imported(world, pastFile(rows), { batch_rows: 40 })
  over.abort()
  await Promise.all(ticketing)
  await world.db.call('convert', { convention_id, now: NOW })
  expect(done).toMatchObject({ gifts: 2_000, cents: 1_460_000, broken: 0 })
  expect(await violations(world.pg, convention_id)).toEqual({})
})

test('a shortfall is made good before a seat is opened', async () => {
  const world = await freshWorld()
  await give(world, observed(world, 'S-1', 1_600))
  await issued(world, 2)
  await give(world, observed(world, 'S-1', 0, 2))
  expect(await balancesOf(world)).toMatchObject({ shortfall: -1_600 })
  await imported(world, pastFile(['S-2;2026-09-14;15', 'S-3;2026-09-14;10']))
  expect(await balancesOf(world)).toMatchObject({ shortfall: 0, available: 1, fund: 100 })
  expect(await violations(world.pg, world.convention_id)).toEqual({})
})
