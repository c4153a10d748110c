import { expect, test } from 'vitest'
import { armOf, drawOf } from '../../../src/step/guard/arm.ts'

const KEY = 'pk_0123456789ABCDEFGHIJKL'
const carts = Array.from({ length: 10_000 }, (_, n) => `session-${n}`)

test('carts see the step in the share that is set, and the same cart always or never', async () => {
  const draws = await Promise.all(carts.map((cart) => drawOf(KEY, cart)))
  for (const percent of [1, 50, 80, 90, 99]) {
    const shown = draws.filter((draw) => armOf(draw, percent) === 'shown').length
    // six standard errors
    expect(Math.abs(shown / 100 - percent)).toBeLessThan(6 * Math.sqrt((percent * (100 - percent)) / 10_000))
  }
  expect(draws.every((draw) => armOf(draw, 100) === 'shown' && armOf(draw, 0) === 'not_shown')).toBe(true)
  expect(await drawOf(KEY, carts[7]!)).toBe(draws[7])
})

test('a larger share takes the step from no cart', async () => {
  for (const cart of carts.slice(0, 500)) {
    const draw = await drawOf(KEY, cart)
    const arms = [10, 30, 50, 70, 90].map((percent) => armOf(draw, percent))
    expect(arms.lastIndexOf('not_shown')).toBeLessThan(arms.includes('shown') ? arms.indexOf('shown') : 5)
  }
})

test('two houses draw apart', async () => {
  const arms = async (key: string) =>
    Promise.all(carts.slice(0, 2_000).map(async (cart) => armOf(await drawOf(key, cart), 50)))
  const [one, other] = [await arms(KEY), await arms(KEY.toLowerCase())]
  const alike = one.filter((arm, n) => arm === other[n]).length
  expect(alike).toBeGreaterThan(900)
  expect(alike).toBeLessThan(1_100)
})
