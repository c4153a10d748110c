import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../src/gifts/index.ts'
import { NOW } from '../setup/world.ts'

const gift = { reference: 'A/1', cents: 1_250, currency: 'EUR', version: 7, given_at: NOW, evidence: {} }

describe('a gift', () => {
  test.each([
    ['of nothing', { cents: 0 }],
    ['of a million euros', { cents: 100_000_000 }],
    ['seen for the first time', { version: 0 }],
    ['given with any offset', { given_at: '2026-07-01T20:00:00+02:00' }],
    ['with the longest name', { reference: 'x'.repeat(200) }],
  ])('%s can be booked', (_, change) => {
    expect(refusalOf({ ...gift, ...change })).toBe(null)
  })

  test.each([
    ['less than nothing', 'cents', { cents: -1 }],
    ['a part of a cent', 'cents', { cents: 0.5 }],
    ['a cent more than a million euros', 'cents', { cents: 100_000_001 }],
    ['francs', 'currency', { currency: 'CHF' }],
    ['a version before the first', 'version', { version: -1 }],
    ['half a version', 'version', { version: 1.5 }],
    ['no name', 'reference', { reference: '' }],
    ['a name that is too long', 'reference', { reference: 'x'.repeat(201) }],
    ['a day without an hour', 'given_at', { given_at: '2026-07-01' }],
  ])('of %s is refused, and it is said which and why', (_, field, change) => {
    const wrong = { ...gift, ...change }
    expect(refusalOf(wrong)).toMatch(new RegExp(`^gift ${wrong.reference}: ${field}: .`))
  })
})
