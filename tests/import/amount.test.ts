import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../../src/gifts/observe.ts'
import { centsOf, MOST_CENTS } from '../../src/local/import/amount.ts'
import { isBroken, readGift } from '../../src/local/import/gift-row.ts'
import { NOW } from '../setup/world.ts'

const cents = fc.integer({ min: 0, max: MOST_CENTS })
const grouped = (digits: string, by: string) => digits.replaceAll(/\B(?=(\d{3})+$)/g, by)

/** An amount as some person or program writes it. */
const written = fc
  .record({
    cents,
    mark: fc.constantFrom(',', '.'),
    by: fc.constantFrom('', ' ', '\u00a0', '\u202f', '’'),
    short: fc.boolean(),
    before: fc.constantFrom('', ' ', '€', '€ '),
    after: fc.constantFrom('', ' €', '€', '\u00a0€', ' EUR', ' euros'),
  })
  .map((one) => {
    const euros = grouped(String(Math.floor(one.cents / 100)), one.by)
    const rest = one.cents % 100
    const two = String(rest).padStart(2, '0')
    const shortest = rest === 0 ? '' : rest % 10 === 0 ? one.mark + two[0] : one.mark + two
    const currency = one.before.includes('€') ? [one.before, ''] : ['', one.after]
    return { cents: one.cents, text: currency.join(euros + (one.short ? shortest : one.mark + two)) }
  })

test('every amount is read to the cent, however it is written', () => {
  fc.assert(
    fc.property(written, ({ cents: meant, text }) => {
      expect([text, centsOf(text)]).toEqual([text, meant])
    }),
    { numRuns: 2_000 },
  )
})

test('what is read is what stands there: never more digits behind the mark, never a guess', () => {
  const scribble = fc.string({
    unit: fc.constantFrom(...'0123456789.,  -+€e\u00a0xX’'.split('')),
    maxLength: 14,
  })
  fc.assert(
    fc.property(scribble, (text) => {
      const found = centsOf(text)
      if (found === null) return
      const [euros = '', rest = ''] = text.replaceAll(/[^\d.,]/g, '').split(/[.,]/)
      expect(rest.length).toBeLessThanOrEqual(2)
      expect(Math.abs(found)).toBe(Number(BigInt(euros) * 100n + BigInt(rest.padEnd(2, '0'))))
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  '',
  '12,505',
  '1.234',
  '1.234,50',
  '12,',
  ',50',
  '1 2',
  '12 34',
  '1e3',
  '0x10',
  '١٢',
  '12,50,',
  '--3',
  '12 $',
  'NaN',
])('“%s” is no amount', (text) => {
  expect(centsOf(text)).toBeNull()
})

test('whatever row is taken, the ledger takes too', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 220 }),
    written.map(({ text }) => text),
    fc.constant('2019-09-14'),
  )
  const places = { reference: 0, given_at: 1, amount: 2, width: 3 }
  const row = fc.tuple(
    cell,
    fc.oneof(fc.constant('14/09/2019'), cell),
    fc.oneof(
      written.map(({ text }) => text),
      cell,
    ),
  )
  fc.assert(
    fc.property(row, (cells) => {
      const gift = readGift(cells, places, NOW)
      if (isBroken(gift)) return
      expect(refusalOf({ ...gift, currency: 'EUR', version: 1, evidence: {} })).toBeNull()
    }),
    { numRuns: 2_000 },
  )
})
