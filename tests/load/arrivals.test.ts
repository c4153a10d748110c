import { expect, test } from 'vitest'
import { arrivals, chance } from './arrivals.ts'

const MINUTE_MS = 60_000

test('everybody comes, in order, within the opening; half of them in bursts', () => {
  const at_ms = arrivals(10_000, 10 * MINUTE_MS, chance(1))
  expect(at_ms).toHaveLength(10_000)
  expect(at_ms).toEqual(at_ms.toSorted((left, right) => left - right))
  expect(at_ms.at(-1)).toBeLessThan(10 * MINUTE_MS)
  const seconds = Map.groupBy(at_ms, (ms) => Math.floor(ms / 1_000))
  const busiest = Math.max(...[...seconds.values()].map((of) => of.length))
  expect(busiest, 'the mean is 17 a second').toBeGreaterThan(80)
})

test('a seed repeats the same opening, another one does not', () => {
  const opening = (seed: number) => arrivals(100, MINUTE_MS, chance(seed))
  expect(opening(7)).toEqual(opening(7))
  expect(opening(8)).not.toEqual(opening(7))
})
