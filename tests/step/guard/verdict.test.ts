import { expect, test } from 'vitest'
import type { Counts } from '../../../src/step/guard/counts.ts'
import { ALPHA, judge, shareOf } from '../../../src/step/guard/verdict.ts'

const finished = (shown: number, not_shown: number): Counts => ({
  shown: { begun: shown, finished: shown },
  not_shown: { begun: not_shown, finished: not_shown },
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

test.each([
  [0, 0, 50],
  [1, 0, 50],
  [0, 1, 90],
  [30, 41, 50],
  [200, 30, 90],
])(
  '%i carts of those that saw it and %i others, at %i %: how much better that agrees with harm',
  (shown, others, percent) => {
    const p = percent / 100
    const ratios = [0.03, 0.06, 0.12, 0.25, 0.5, 0.95].map((harm) => {
      const of_shown = (p * (1 - harm)) / (p * (1 - harm) + 1 - p)
      return (of_shown / p) ** shown * ((1 - of_shown) / (1 - p)) ** others
    })
    const average = ratios.reduce((sum, one) => sum + one, 0) / ratios.length
    expect(judge(finished(shown, others), percent).evidence).toBeCloseTo(average, 9)
  },
)

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

test('as many carts of both arms as one likes are no evidence of harm', () => {
  expect(judge(finished(10_000_000, 10_000_000), 50)).toMatchObject({ state: 'counting', harm_percent: 0 })
  expect(judge(finished(10_000_000, 10_000_000), 50).evidence).toBeLessThan(0.01)
})

test('a step that lets no cart finish goes off after a handful', () => {
  expect(judge(finished(0, 9), 50).state).toBe('counting')
  expect(judge(finished(0, 10), 50)).toMatchObject({ state: 'harm', harm_percent: 100 })
})

test('the share of carts that finish is known once one has begun', () => {
  expect(shareOf({ begun: 3, finished: 2 })).toBe(66.7)
  expect(shareOf({ begun: 0, finished: 0 })).toBeNull()
})
