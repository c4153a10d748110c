import { describe, expect, test } from 'vitest'
import { ALPHA } from '../../../src/step/guard/verdict.ts'
import { chancesOff } from './exact.ts'
import { seeded, switchedOffAfter } from './season.ts'

// How soon and how often a step is switched off, reckoned and drawn: the table of decision 15.

const SEASONS = 1_000
/** Carts, for harms of 10, 20, 40 and 100 %, by the carts of a hundred that see the step. */
const MEDIANS: Record<number, number[]> = {
  50: [3_698, 846, 171, 10],
  80: [5_549, 1_211, 220, 5],
  90: [9_729, 2_088, 362, 4],
}

/** The part of many seasons in which the step was switched off. */
function simulated(shown_percent: number, harm: number, carts: number): number {
  const chance = seeded(shown_percent)
  const ends = Array.from({ length: SEASONS }, () => switchedOffAfter({ shown_percent, harm, carts, chance }))
  return ends.filter((end) => end !== null).length / SEASONS
}

describe.each([50, 80, 90])('a step shown to %s carts of a hundred, looked at after every cart', (shown) => {
  test('is switched off in at most one season of a hundred when it does no harm', () => {
    expect(simulated(shown, 0, 3_000)).toBeLessThanOrEqual(ALPHA)
  })

  test('and with no greater chance than that in a long one, reckoned without drawing', () => {
    const off = chancesOff(shown, 0, 10_000)
    expect(off.at(-1)).toBeGreaterThan(0)
    expect(off.at(-1)).toBeLessThan(ALPHA)
  })

  test('is switched off less often still when more carts finish with it', () => {
    const [better, alike] = [chancesOff(shown, -0.05, 3_000), chancesOff(shown, 0, 3_000)]
    expect(better.at(-1)).toBeLessThan(alike.at(-1)! * 0.8)
  })

  test.each([0.1, 0.2, 0.4])('goes off as often as reckoned when it does a harm of %s', (harm) => {
    const reckoned = chancesOff(shown, harm, 1_000).at(-1)!
    const error = Math.sqrt((reckoned * (1 - reckoned)) / SEASONS)
    expect(Math.abs(simulated(shown, harm, 1_000) - reckoned)).toBeLessThan(4 * error + 1 / SEASONS)
  })

  test('goes off in half of the seasons after so many carts as decision 15 says', () => {
    const median = (harm: number, carts: number) =>
      chancesOff(shown, harm, carts).findIndex((chance) => chance >= 0.5)
    expect([median(0.1, 10_000), median(0.2, 2_500), median(0.4, 500), median(1, 20)]).toEqual(MEDIANS[shown])
  })
})
