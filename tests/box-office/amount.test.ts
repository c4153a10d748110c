import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_GIFT_CENTS, parseAmount } from '../../adapters/open/box-office/amount.ts'

const euros = (cents: number): string => String(Math.trunc(cents / 100))
const decimals = (cents: number): string => String(cents % 100).padStart(2, '0')
const grouped = (text: string, by: string): string => text.replaceAll(/\B(?=(\d{3})+$)/g, by)

/** Every way of writing one amount that leaves no doubt. */
const WRITINGS: ((cents: number) => string)[] = [
  (cents) => `${euros(cents)},${decimals(cents)}`,
  (cents) => `${euros(cents)}.${decimals(cents)}`,
  (cents) => `${euros(cents)},${decimals(cents)} €`,
  (cents) => `€${euros(cents)}.${decimals(cents)}`,
  (cents) => `  ${grouped(euros(cents), ' ')},${decimals(cents)}  `,
  (cents) => `${grouped(euros(cents), '\u202f')},${decimals(cents)}\u00a0€`,
  (cents) => `${grouped(euros(cents), '.')},${decimals(cents)}`,
  (cents) => `${grouped(euros(cents), ',')}.${decimals(cents)} EUR`,
]

describe('an amount as people type it', () => {
  it('is read whatever the way it is written', () => {
    const amounts = fc.integer({ min: 0, max: MAX_GIFT_CENTS })
    fc.assert(
      fc.property(amounts, fc.constantFrom(...WRITINGS), (cents, write) => {
        expect(parseAmount(write(cents))).toEqual({ cents })
      }),
      { numRuns: 500 },
    )
  })

  it('is whole cents between nothing and the maximum, or a problem; never anything else', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[ 0-9.,€+eE−-]{0,14}$/))
    fc.assert(
      fc.property(typed, (text) => {
        const amount = parseAmount(text)
        const cents = 'cents' in amount ? amount.cents : 0
        expect(Number.isInteger(cents) && cents >= 0 && cents <= MAX_GIFT_CENTS).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.for([
    ['12', 1_200],
    ['12,5', 1_250],
    ['12.50 €', 1_250],
    ['12,', 1_200],
    [',5', 50],
    ['1 200', 120_000],
    ['0', 0],
    ['0,00', 0],
    ['7 euros', 700],
    ['１２', 1_200],
  ] as const)('%s is %i cents', ([typed, cents]) => {
    expect(parseAmount(typed)).toEqual({ cents })
  })

  it.for([
    ['', 'empty'],
    ['  €', 'empty'],
    ['-5', 'negative'],
    ['− 5', 'negative'],
    ['12 5', 'ambiguous'],
    ['1.200', 'ambiguous'],
    ['1,200', 'ambiguous'],
    ['12,5555', 'fraction'],
    ['0.0001', 'fraction'],
    ['douze', 'not_an_amount'],
    ['1e3', 'not_an_amount'],
    ['NaN', 'not_an_amount'],
    ['.', 'not_an_amount'],
    ['5001', 'too_much'],
    ['99999999999999', 'too_much'],
  ] as const)('«%s» is asked again: %s', ([typed, problem]) => {
    expect(parseAmount(typed)).toEqual({ problem })
  })
})
