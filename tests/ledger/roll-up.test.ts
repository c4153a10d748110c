import type { Client } from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { rollUpAll } from '../setup/rolled-up.ts'
import { freshWorld, observed, NOW, type World } from '../setup/world.ts'
import { connectMany, run } from './clients.ts'
import { INVARIANTS } from './invariants.ts'

const RECOMPUTED = INVARIANTS['rolled up and younger = recomputed from the postings']!

let world: World
let slow: Client
let fast: Client
let other: Client
let older: Client
beforeEach(async () => {
  world = await freshWorld()
  ;[slow, fast, other, older] = (await connectMany(world, 4)) as [Client, Client, Client, Client]
})

const post = (client: Client, reference: string, cents: number) =>
  run(client, 'post_gifts', { now: NOW, observations: [observed(world, reference, cents)], done: [] })

/** What everyone reads as given, after making sure that it is what the postings say. */
async function given(): Promise<number> {
  const { rows } = await world.pg.query(RECOMPUTED, [world.convention_id])
  expect(rows).toEqual([])
  const { rows: sums } = await world.pg.query<{ debits: string }>(
    "select debits from balances($1) where account = 'receivable'",
    [world.convention_id],
  )
  return Number(sums[0]?.debits ?? 0)
}

async function rolledUp(): Promise<number> {
  const { rows } = await world.pg.query<{ debits: string }>(
    "select debits from rollup where convention_id = $1 and account = 'receivable'",
    [world.convention_id],
  )
  return Number(rows[0]?.debits ?? 0)
}

test('a writer that commits late, with ids before those of others, is not passed over', async () => {
  await slow.query('begin')
  await post(slow, 'slow/1', 1) // takes the lower ids
  await post(fast, 'fast/1', 20) // commits at once, with higher ids
  await run(other, 'roll_up', {})
  expect(await given()).toBe(20)
  expect(await rolledUp(), 'nothing younger than the open transaction is rolled up').toBe(0)
  await post(fast, 'fast/2', 300)
  await run(other, 'roll_up', {})
  await slow.query('commit')
  expect(await given()).toBe(321)
  await rollUpAll(world)
  expect(await rolledUp()).toBe(321)
  expect(await given()).toBe(321)
})

test('what is rolled back is never counted', async () => {
  await slow.query('begin')
  await post(slow, 'slow/1', 1)
  await post(fast, 'fast/1', 20)
  await run(other, 'roll_up', {})
  await slow.query('rollback')
  expect(await given()).toBe(20)
  await rollUpAll(world)
  expect(await rolledUp()).toBe(20)
  expect(await given()).toBe(20)
})

test('two that roll up at once count everything once', async () => {
  await post(fast, 'fast/1', 20)
  await other.query('begin')
  await run(other, 'roll_up', {})
  const second = run(fast, 'roll_up', {})
  await other.query('commit')
  await second
  expect(await given()).toBe(20)
  await rollUpAll(world)
  expect(await rolledUp()).toBe(20)
  expect(await given()).toBe(20)
})

test('a reader sees one moment, whatever is rolled up meanwhile', async () => {
  await post(fast, 'fast/1', 20)
  const times = async (act: (n: number) => Promise<unknown>) => {
    for (let n = 0; n < 40; n++) await act(n)
  }
  const seen: number[] = []
  await Promise.all([
    times((n) => post(fast, `many${n}/1`, 1)),
    times(() => run(other, 'roll_up', {})),
    times(async () => seen.push(await given())),
  ])
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(await given()).toBe(60)
})

describe('inflows that wait for the conversion', () => {
  const convert = () => run(other, 'convert', { convention_id: world.convention_id, now: NOW })

  /** What came in and waits, in cents, as the report counts it, which begins at the mark. */
  async function waiting(): Promise<number> {
    const { rows } = await world.pg.query<{ cents: string }>(
      `select numbers[2] as cents from figures_of($1, null, $2) where part = 'waiting'`,
      [world.convention_id, NOW],
    )
    return Number(rows[0]?.cents ?? 0)
  }

  /** The ids before which none waits, and the last that there is. */
  async function mark(): Promise<{ before: number; last: number }> {
    const { rows } = await world.pg.query<{ before: string; last: string }>(
      'select none_waits_before as before, (select max(id) from inflow) as last from rollup_horizon',
    )
    return { before: Number(rows[0]?.before), last: Number(rows[0]?.last) }
  }

  /** Rolls up until the mark has passed every inflow. */
  async function passAll(): Promise<void> {
    await expect
      .poll(
        async () => {
          await run(other, 'roll_up', {})
          const { before, last } = await mark()
          return before - last
        },
        { timeout: 10_000 },
      )
      .toBe(1)
  }

  test('are passed once they are converted, and those that come later are counted', async () => {
    await post(fast, 'fast/1', 20)
    await convert()
    await passAll()
    await post(fast, 'fast/2', 300)
    expect(await waiting()).toBe(300)
    for (let n = 0; n < 5; n++) await run(other, 'roll_up', {})
    expect(await waiting(), 'one that waits is not passed').toBe(300)
    await convert()
    expect(await waiting()).toBe(0)
    await passAll()
  })

  test('are not passed while a transaction that took a lower id may still commit', async () => {
    await older.query('begin')
    await older.query('select pg_current_xact_id()')
    await slow.query('begin')
    await post(slow, 'slow/1', 1) // takes the lower id
    await post(fast, 'fast/1', 20) // commits at once
    await convert()
    await run(other, 'roll_up', {}) // as far as the older transaction
    await older.query('commit')
    for (let n = 0; n < 5; n++) await run(other, 'roll_up', {}) // as far as the slow one
    await slow.query('commit')
    expect(await waiting()).toBe(1)
    await run(other, 'roll_up', {})
    await run(other, 'roll_up', {})
    expect(await waiting()).toBe(1)
    await convert()
    await passAll()
  })

  test('are looked for by none that already writes in its transaction', async () => {
    await slow.query('begin')
    await slow.query('select pg_current_xact_id()')
    await fast.query('begin')
    await post(fast, 'fast/1', 20) // with a later transaction's id than the one that rolls up
    await post(other, 'other/1', 300) // takes a higher id for its inflow, and commits
    await convert()
    await run(slow, 'roll_up', {})
    await slow.query('commit')
    await run(other, 'roll_up', {})
    await run(other, 'roll_up', {})
    await fast.query('commit')
    expect(await waiting()).toBe(20)
  })
})
