import { beforeAll, expect, test } from 'vitest'
import { compareGifts } from '../../src/audit/partner-gifts.ts'
import { testContext } from '../setup/app.ts'
import { freshWorld, give, observed, type World } from '../setup/world.ts'

// More gifts than are read at once, each of 100 cents, against books that are told here.

const MANY = Array.from({ length: 1_500 }, (_, n) => `many/${String(n).padStart(4, '0')}`)
let world: World
let ctx: ReturnType<typeof testContext>['ctx']
beforeAll(async () => {
  world = await freshWorld()
  ctx = testContext(world).ctx
  await give(world, ...MANY.map((reference) => observed(world, reference, 100)))
})
const there = (references: readonly string[], cents = 100) =>
  references.map((reference) => ({ reference, order: 'order', cents, currency: 'EUR' as const }))
const compared = (...books: ReturnType<typeof there>[]) =>
  compareGifts(ctx, world.connection_id, books.flat())

test('all of them are compared, in both directions', async () => {
  expect(await compared(there(MANY))).toEqual([])
  const last = MANY.at(-1)!
  expect(await compared(there(MANY.slice(0, -1)), there(['other']))).toEqual([
    { reference: last, order: null, ours: 100, theirs: null },
    { reference: 'other', order: 'order', ours: null, theirs: 100 },
  ])
})

test('a gift of nothing there is none', async () => {
  expect(await compared(there(MANY), there(['nothing'], 0))).toEqual([])
})
