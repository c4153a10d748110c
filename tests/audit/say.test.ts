import { expect, test } from 'vitest'
import { measureOf, type DifferenceKind } from '../../src/audit/difference.ts'
import { sayPlace } from '../../src/audit/places.ts'
import { sayAudit, sayDifference } from '../../src/audit/say.ts'
import { differenceWords } from '../../src/audit/words.ts'

test.each([
  ['fund_cents_left', '11,50 €'],
  ['surplus_cents', '11,50 €'],
  ['issued', '1150'],
])('a figure of the report is told in what it is: %s', (place, told) => {
  const figure = { kind: 'report', place, ours: '1150', theirs: '0', convention_id: null } as const
  const { sides } = sayDifference({ ...figure, connection_id: null, structure: null, season: null }, 'fr')
  expect(sides.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')).toContain(`gardé : ${told} ·`)
})

const measured = (kind: DifferenceKind, place: string) => measureOf({ kind, place })
test('a balance is told in the unit of its account', () => {
  expect(measured('rolled_up', 'issued debits')).toBe('seats')
  expect(measured('rolled_up', 'fund credits')).toBe('cents')
  expect(measured('below_zero', 'available')).toBe('seats')
})

test('a place is told by the account, the total or the row that it names', () => {
  const place = (kind: DifferenceKind, name: string) => sayPlace({ kind, place: name }, 'fr')
  expect(place('rolled_up', 'issued debits')).toBe('Billets émis, débits')
  expect(place('stock', 'last number')).toBe('dernier numéro')
  expect(place('gift_differs', 'A/1')).toBe('don A/1')
})

const VERBS = /^(?:Gardez|Regardez|Demandez|Faites|Appelez|Comparez|Keep|See|Ask|Have|Call|Compare)(?:-la)? /

test.each(['fr', 'en'] as const)('what to do is an instruction, for every kind: %s', (language) => {
  for (const [kind, [, todo]] of Object.entries(differenceWords[language]))
    expect({ kind, todo }).toEqual({ kind, todo: expect.stringMatching(VERBS) })
})

test('the same thing to do is said once', () => {
  const gift = (place: string, kind: DifferenceKind = 'gift_not_here') =>
    ({
      kind,
      place,
      ours: null,
      theirs: '500',
      convention_id: null,
      connection_id: 'c',
      structure: 'Théâtre du Port',
      season: null,
    }) as const
  const checked = { conventions: 1, postings: 1, gifts: 1, figures: 1 }
  const differences = [gift('A'), gift('B', 'gift_not_there'), gift('C'), gift('D')]
  const lines = sayAudit({ checked, differences, more: 0, undone: [] }, 'en')
  const [, todo] = differenceWords.en.gift_not_here
  expect(lines.filter((line) => line.includes(todo))).toEqual([`To do, 1 to 3: ${todo}`])
  expect(lines.filter((line) => line.includes(' · gift '))).toEqual(
    ['A', 'C', 'D', 'B'].map((place) => `   Théâtre du Port · gift ${place}`),
  )
  expect(lines.at(-1)).toBe(`   To do: ${differenceWords.en.gift_not_there[1]}`)
})
