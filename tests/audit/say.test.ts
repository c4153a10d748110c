import { expect, test } from 'vitest'
import { sayDifference } from '../../src/audit/say.ts'

test.each([
  ['fund_cents_left', '11,50 €'],
  ['surplus_cents', '11,50 €'],
  ['issued', '1150'],
])('a figure of the report is told in what it is: %s', (place, told) => {
  const figure = { kind: 'report', place, ours: '1150', theirs: '0', convention_id: null } as const
  const { sides } = sayDifference({ ...figure, connection_id: null, structure: null, season: null }, 'fr')
  expect(sides.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')).toContain(`gardé : ${told} ·`)
})
