import { expect, test } from 'vitest'
import { readAmount } from '../../src/step/amount.ts'

test.each([
  ['', 0],
  ['  ', 0],
  ['0', 0],
  ['12', 1_200],
  ['12,5', 1_250],
  ['12.50 €', 1_250],
  ['€ 12.50', 1_250],
  ['12,50€', 1_250],
  ['€12,50', 1_250],
  ['12  €', 1_200],
  ['12 eur', 1_200],
  ['12 euro', 1_200],
  ['12 euros', 1_250 - 50],
  ['EUR 7', 700],
  ['1 250,00', 125_000],
  ['1\u202f250,00\u00a0€', 125_000],
  ['1.250,50', 125_050],
  ['1,250.50', 125_050],
  ['1’250.50', 125_050],
  ['12 500', 1_250_000],
  ['1 250 000', 125_000_000],
  [',5', 50],
  ['12.', 1_200],
  ['１２', 1_200],
  ['\u202d12,50\u202c', 1_250],
  ['1\u2009234,50', 123_450],
  ['0,50', 50],
])('“%s” is %i cents', (typed, cents) => {
  expect(readAmount(typed)?.cents).toBe(cents)
})

test.each([
  ['beaucoup'],
  ['-5'],
  ['12 5'],
  ['12,345,6'],
  ['1,250,50'],
  ['.'],
  [','],
  ['12,,5'],
  ['1e3'],
  ['0x10'],
  ['12€5'],
  ['5 $'],
  ['12345678901234'],
  ['12²'],
  ['²5'],
  ['8⁵⁰'],
  ['0,500'],
  ['0.125'],
  ['−5'],
  ['١٢'],
])('“%s” is no amount', (typed) => {
  expect(readAmount(typed)).toBeNull()
})

test('what may have been meant otherwise is told', () => {
  expect(readAmount('1250')).toEqual({ cents: 125_000, perhaps: 1_250 })
  expect(readAmount('1.250')).toEqual({ cents: 125_000, perhaps: 125 })
  expect(readAmount('1,250')).toEqual({ cents: 125_000, perhaps: 125 })
  // written with care
  for (const typed of ['1250,00', '1 250', '12', '1.250,00', '1,250.00', '1.250.000'])
    expect(readAmount(typed)).not.toHaveProperty('perhaps')
})
