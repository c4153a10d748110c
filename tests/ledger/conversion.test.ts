import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshWorld, give, observed, NOW, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import { violations } from './invariants.ts'
import { nextStructure } from './next-structure.ts'
import { agree, issued, traceOf } from './steps.ts'

let territory: World
let world: World
beforeAll(async () => {
  territory = await freshWorld()
})
beforeEach(async () => {
  world = await nextStructure(territory)
})

const convert = (now = NOW) => world.db.call('convert', { convention_id: world.convention_id, now })
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

describe('from a gift to a seat', () => {
  test('12 € opens one seat of 8 € and half of the next', async () => {
    await give(world, observed(world, 'A/1', 1_200))
    expect(await balances(world)).toMatchObject({ available: 1, fund: 400, reserve: 800 })
    await give(world, observed(world, 'B/1', 500))
    expect(await balances(world)).toMatchObject({ available: 2, fund: 100, reserve: 1_600 })
    expect(await traceOf(world, 'A/1')).toEqual([
      [1, 800],
      [2, 400],
    ])
    expect(await traceOf(world, 'B/1'), 'a cent of it still waits').toEqual([[2, 400]])
  })

  test('reservations take the lowest credits, so that the first gifts seat the first guests', async () => {
    await give(world, observed(world, 'A/1', 4 * 800))
    const first = await issued(world, 2)
    const { rows } = await world.pg.query(
      'select credit_number from seat where reservation_id = $1 order by 1',
      [first],
    )
    expect(rows).toEqual([{ credit_number: 1 }, { credit_number: 2 }])
  })

  test('a run with nothing new changes nothing', async () => {
    await give(world, observed(world, 'A/1', 1_000))
    const before = await balances(world)
    expect(await convert()).toMatchObject({ opened: 0, withdrawn: 0, fund_cents: 200, more: false })
    expect(await balances(world)).toEqual(before)
  })

  test('a backlog is worked on in portions; reductions wait until all gifts have their place', async () => {
    await world.pg.query(
      'insert into inflow (convention_id, cents) select $1, case n when 5 then -30 else 1 end from generate_series(1, 10001) n',
      [world.convention_id],
    )
    expect(await convert()).toMatchObject({ more: true, shortfall_cents: 0 })
    const waiting = 'select cents::int from inflow where applied_at is null and convention_id = $1'
    expect((await world.pg.query(waiting, [world.convention_id])).rows).toEqual([{ cents: -30 }])
    expect(await convert()).toMatchObject({
      more: false,
      shortfall_cents: 0,
      fund_cents: 10_000 - 12 * 800 - 30,
    })
  })
})

describe('versions', () => {
  test('a new price counts for what is converted later; nothing opened is revalued', async () => {
    await give(world, observed(world, 'A/1', 1_200))
    await agree(world, { seat_price_cents: 1_000 })
    await give(world, observed(world, 'B/1', 600))
    expect(await balances(world)).toMatchObject({ available: 2, fund: 0, reserve: 1_800 })
    const { rows } = await world.pg.query(
      'select price_cents::int from credit where convention_id = $1 order by number',
      [world.convention_id],
    )
    expect(rows).toEqual([{ price_cents: 800 }, { price_cents: 1_000 }])
    await issued(world, 1)
    expect(await balances(world), 'due at the price of its own credit').toMatchObject({
      due_to_structure: 800,
      reserve: 1_000,
    })
  })

  test('a lower number of planned seats only stops opening', async () => {
    await give(world, observed(world, 'A/1', 5 * 800))
    await agree(world, { planned_seats: 3 })
    await give(world, observed(world, 'B/1', 1_000))
    expect(await balances(world)).toMatchObject({ available: 5, surplus: 1_000, fund: 0 })
    await sound()
  })

  test('more planned seats open from what comes; surplus stays until it is decided', async () => {
    await agree(world, { planned_seats: 1 })
    await give(world, observed(world, 'A/1', 2_000))
    await agree(world, { planned_seats: 10 })
    await give(world, observed(world, 'B/1', 900))
    expect(await balances(world)).toMatchObject({ available: 2, surplus: 1_200, fund: 100 })
  })

  test('gifts wait whole while no version is in force', async () => {
    await world.db.call('post_gifts', { now: NOW, observations: [observed(world, 'A/1', 2_000)], done: [] })
    expect(await convert('2026-07-01T00:00:00Z')).toMatchObject({ opened: 0, fund_cents: 2_000 })
    expect(await convert()).toMatchObject({ opened: 2, fund_cents: 400 })
  })
})
