import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import {
  bookAndIssue,
  freshWorld,
  give,
  invite,
  observed,
  terms,
  wish,
  NOW,
  type World,
} from '../setup/world.ts'
import { balances } from './balances.ts'
import { violations } from './invariants.ts'
import { nextStructure } from './next-structure.ts'

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

async function agree(changes: Partial<typeof terms>): Promise<void> {
  const id = uuidv7()
  const { convention_id } = world
  const proposal = { ...terms, ...changes, id, convention_id }
  await world.db.once(world.claim(world.structure), 'propose_version', proposal)
  const { answer } = await world.db.once(world.claim(world.operator), 'approve', { id, subject: 'version' })
  expect(answer.in_effect).toBe(true)
}

async function issued(guests: number): Promise<string> {
  const { invitation_id } = await invite(world, guests)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, guests))
  await bookAndIssue(world, answer.id, guests)
  return answer.id
}

/** Which seats a gift opened, in whole or in part: [credit, cents of this gift in it]. */
async function traceOf(reference: string): Promise<[number | string, number][]> {
  const { rows } = await world.pg.query<{ what: number | string; cents: number }>(
    `select coalesce(o.credit_number::text, o.use::text) as what,
        (least(i.span_to, o.span_to) - greatest(i.span_from, o.span_from))::int as cents
       from gift g join inflow i on i.gift_id = g.id
       join outflow o on o.convention_id = i.convention_id and o.span_from < i.span_to and o.span_to > i.span_from
      where g.reference = $1 and g.connection_id = $2 order by o.span_from`,
    [reference, world.connection_id],
  )
  return rows.map(({ what, cents }) => [Number(what) || what, cents])
}

describe('from a gift to a seat', () => {
  test('12 € opens one seat of 8 € and half of the next', async () => {
    await give(world, observed(world, 'A/1', 1_200))
    expect(await balances(world)).toMatchObject({ available: 1, fund: 400, reserve: 800 })
    await give(world, observed(world, 'B/1', 500))
    expect(await balances(world)).toMatchObject({ available: 2, fund: 100, reserve: 1_600 })
    expect(await traceOf('A/1')).toEqual([
      [1, 800],
      [2, 400],
    ])
    expect(await traceOf('B/1'), 'a cent of it still waits').toEqual([[2, 400]])
  })

  test('reservations take the lowest credits, so that the first gifts seat the first guests', async () => {
    await give(world, observed(world, 'A/1', 4 * 800))
    const first = await issued(2)
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
    await agree({ seat_price_cents: 1_000 })
    await give(world, observed(world, 'B/1', 600))
    expect(await balances(world)).toMatchObject({ available: 2, fund: 0, reserve: 1_800 })
    const { rows } = await world.pg.query(
      'select price_cents::int from credit where convention_id = $1 order by number',
      [world.convention_id],
    )
    expect(rows).toEqual([{ price_cents: 800 }, { price_cents: 1_000 }])
    await issued(1)
    expect(await balances(world), 'due at the price of its own credit').toMatchObject({
      due_to_structure: 800,
      reserve: 1_000,
    })
  })

  test('a lower number of planned seats only stops opening', async () => {
    await give(world, observed(world, 'A/1', 5 * 800))
    await agree({ planned_seats: 3 })
    await give(world, observed(world, 'B/1', 1_000))
    expect(await balances(world)).toMatchObject({ available: 5, surplus: 1_000, fund: 0 })
    await sound()
  })

  test('more planned seats open from what comes; surplus stays until it is decided', async () => {
    await agree({ planned_seats: 1 })
    await give(world, observed(world, 'A/1', 2_000))
    await agree({ planned_seats: 10 })
    await give(world, observed(world, 'B/1', 900))
    expect(await balances(world)).toMatchObject({ available: 2, surplus: 1_200, fund: 100 })
  })

  test('gifts wait whole while no version is in force', async () => {
    await world.db.call('post_gifts', { now: NOW, observations: [observed(world, 'A/1', 2_000)], done: [] })
    expect(await convert('2026-07-01T00:00:00Z')).toMatchObject({ opened: 0, fund_cents: 2_000 })
    expect(await convert()).toMatchObject({ opened: 2, fund_cents: 400 })
  })
})

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
    await agree({ planned_seats: 2 })
    await give(world, observed(world, 'A/1', 2_600))
    await give(world, observed(world, 'A/1', 1_700, 2))
    expect(await balances(world)).toMatchObject({ surplus: 100, available: 2, fund: 0 })
  })

  test('then credits that nobody holds, the youngest first, the rest of their price waiting again', async () => {
    await give(world, observed(world, 'A/1', 2_400))
    const reservation = await issued(1)
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
    const first = await issued(2)
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
    expect(await traceOf('C/1')).toEqual([
      ['shortfall', 100],
      [4, 800],
    ])
    await sound()
  })

  test('all that surplus bought is money again too, before there is a shortfall', async () => {
    await agree({ planned_seats: 0 })
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
