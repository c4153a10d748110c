import { expect, it } from 'vitest'
import { finalLine, printed } from './printed.ts'
import { fixture } from './report/fixture.ts'
import { GOALS } from './results.ts'

it('ends with one line of JSON: a key for each goal, and what was skipped', () => {
  const line = finalLine(fixture)
  expect(line).not.toContain('\n')
  const told = JSON.parse(line) as Record<string, unknown>
  expect(Object.keys(told)).toEqual([...Object.keys(GOALS), 'skipped'])
  expect(told['G2']).toEqual({ value: 0.74, goal: '≥ 0.70', met: true })
  expect(told['skipped']).toEqual(fixture.skipped)
})

it('leaves out of the print neither a goal missed, nor one not measured, nor a peer skipped', () => {
  const page = printed(fixture)
  expect(page).toContain('131.4 µs')
  expect(page).toMatch(/^G3 +MISSED +0\.46 +≥ 0\.50/m)
  expect(page).toMatch(/^G9 +MISSED +–/m)
  expect(page).toMatch(/^Skipped: cala-ledger/m)
  expect(page).toMatch(/^pgbench b +8,540 per second .* 1 of b/m)
})
