import { describe, expect, test } from 'vitest'
import type { Counts } from '../../../src/step/guard/counts.ts'
import { ALPHA, judge, shareOf } from '../../../src/step/guard/verdict.ts'
import { chancesOff } from './exact.ts'
import { seeded, switchedOffAfter } from './season.ts'

const SEASONS = 1_000
/** Carts, for harms of 10, 20, 40 and 100 %, by the carts of a hundred that see the step. */
const MEDIANS: Record<number, number[]> = {
  50: [3_698, 846, 171, 10],
  80: [5_549, 1_211, 220, 5],
  90: [9_729, 2_088, 362, 4],
}
const finished = (shown: number, not_shown: number): Counts => ({
  shown: { begun: shown, finished: shown },
  not_shown: { begun: not_shown, finished: not_shown },
})

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

test('nothing is compared where all carts see the step, or none', () => {
  for (const shown_percent of [0, 100]) {
    expect(judge(finished(9_000, 0), shown_percent)).toEqual({
      state: 'nothing_to_compare',
      harm_percent: null,
      evidence: 1,
    })
  }
})

test('no cart is no evidence, and carts that only begin are none either', () => {
  const begun = { shown: { begun: 90_000, finished: 0 }, not_shown: { begun: 10, finished: 0 } }
  for (const counts of [finished(0, 0), begun])
    expect(judge(counts, 50)).toMatchObject({ state: 'counting', harm_percent: null, evidence: 1 })
})

test('the harm is what is missing beside the carts that do not see the step', () => {
  expect(judge(finished(450, 500), 50).harm_percent).toBe(10)
  expect(judge(finished(810, 100), 90).harm_percent).toBe(10)
  expect(judge(finished(990, 100), 90).harm_percent).toBe(-10)
})

test('a harm below the threshold switches nothing off, however sure it is', () => {
  const counts = finished(9_750_000, 10_000_000)
  expect(judge(counts, 50)).toMatchObject({ state: 'counting', harm_percent: 2.5 })
  expect(judge(counts, 50).evidence).toBeGreaterThan(1 / ALPHA)
  expect(judge(finished(9_690_000, 10_000_000), 50)).toMatchObject({ state: 'harm', harm_percent: 3.1 })
})

test('a step that lets no cart finish goes off after a handful', () => {
  expect(judge(finished(0, 9), 50).state).toBe('counting')
  expect(judge(finished(0, 10), 50)).toMatchObject({ state: 'harm', harm_percent: 100 })
})

test('the share of carts that finish is known once one has begun', () => {
  expect(shareOf({ begun: 3, finished: 2 })).toBe(66.7)
  expect(shareOf({ begun: 0, finished: 0 })).toBeNull()
})
