import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'
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

const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

describe('a reduction takes, in order', () => {
  test('cents not yet converted', async () => {
    await give(world, observed(world, 'A/1', 1_200))
    await give(world, observed(world, 'A/1', 900, 2))
    expect(await balances(world)).toMatchObject({
      receivable: 900,
      fund: 100,
      available: 1,
      taken_back: 0,
    })
  })

  test('then surplus', async () => {
    await agree(world, { planned_seats: 2 })
    await give(world, observed(world, 'A/1', 2_600))
    await give(world, observed(world, 'A/1', 1_700, 2))
    expect(await balances(world)).toMatchObject({ surplus: 100, available: 2, fund: 0 })
  })

  test('then credits that nobody holds, the youngest first, the rest of their price waiting again', async () => {
    await give(world, observed(world, 'A/1', 2_400))
    const reservation = await issued(world, 1)
    await give(world, observed(world, 'A/1', 1_500, 2))
    expect(await balances(world)).toMatchObject({ available: 0, issued: 1, fund: 700, shortfall: 0 })
    const { rows } = await world.pg.query(
      'select number, state from credit where convention_id = $1 order by number',
      [world.convention_id],
    )
    expect(rows).toEqual([
      { number: 1, state: 'spent' },
      { number: 2, state: 'withdrawn' },
      { number: 3, state: 'withdrawn' },
    ])
    expect(reservation).toBeTruthy()
    await sound()
  })

  test('never one that is held, though it be the youngest', async () => {
    await give(world, observed(world, 'A/1', 3 * 800))
    const { invitation_id } = await invite(world, 5)
    const reserve = async () =>
      (await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))).answer.id
    const [first] = [await reserve(), await reserve(), await reserve()]
    await world.db.call('release', { reservation_id: first, reason: 'sold_out', now: NOW })
    await give(world, observed(world, 'A/1', 800, 2))
    const { rows } = await world.pg.query(
      'select state from credit where convention_id = $1 order by number',
      [world.convention_id],
    )
    expect(rows).toEqual([{ state: 'withdrawn' }, { state: 'held' }, { state: 'held' }])
    expect(await balances(world)).toMatchObject({ held: 2, available: 0, shortfall: 800 })
    await sound()
  })

  test('then a shortfall; held and issued seats are never touched, and later gifts fill it first', async () => {
    await give(world, observed(world, 'A/1', 2_400))
    const first = await issued(world, 2)
    const { invitation_id } = await invite(world, 5)
    const held = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))
    await give(world, observed(world, 'A/1', 0, 2))
    expect(await balances(world)).toMatchObject({
      receivable: 0,
      shortfall: 2_400,
      issued: 2,
      held: 1,
      available: 0,
      due_to_structure: 1_600,
      reserve: 800,
    })
    const { rows } = await world.pg.query(
      'select distinct state from seat where reservation_id = any($1) order by 1',
      [[first, held.answer.id]],
    )
    expect(rows).toEqual([{ state: 'held' }, { state: 'issued' }])
    await sound()

    await give(world, observed(world, 'B/1', 2_300))
    expect(await balances(world)).toMatchObject({ shortfall: 100, fund: 0, available: 0 })
    await give(world, observed(world, 'C/1', 1_000))
    expect(await balances(world)).toMatchObject({ shortfall: 0, fund: 100, available: 1 })
    expect(await traceOf(world, 'C/1')).toEqual([
      ['shortfall', 100],
      [4, 800],
    ])
    await sound()
  })

  test('all that surplus bought is money again too, before there is a shortfall', async () => {
    await agree(world, { planned_seats: 0 })
    await give(world, observed(world, 'A/1', 3_000))
    const id = uuidv7()
    const { convention_id } = world
    const bought = { use: 'seats', cents: 3_000, seats: 2, seat_price_cents: 1_500, reason: 'concert' }
    await world.db.once(world.claim(world.operator), 'propose_surplus', { id, convention_id, ...bought })
    await world.db.once(world.claim(world.structure), 'approve', { id, subject: 'surplus' })
    expect(await balances(world)).toMatchObject({ available: 2, surplus: 0, reserve: 3_000 })
    await give(world, observed(world, 'A/1', 1_600, 2))
    expect(await balances(world)).toMatchObject({
      available: 1,
      shortfall: 0,
      surplus: 100,
      reserve: 1_500,
    })
    await sound()
  })
})
