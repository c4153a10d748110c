import { assert, bigInt, integer, property, subarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microseconds } from '../../../adapters/pretix/api.ts'
import { orderCodes } from '../../../adapters/pretix/codes.ts'
import { performanceName, referenceOf } from '../../../adapters/pretix/names.ts'
import { together } from '../../../adapters/pretix/seating.ts'
import { settings } from '../../../adapters/pretix/settings.ts'

describe('the version of an order', () => {
  it('is its last change in microseconds, whatever the offset', () => {
    expect(microseconds('1970-01-01T01:00:00.000001+01:00')).toBe(1)
    expect(microseconds('2026-11-23T16:38:59.781436+01:00')).toBe(microseconds('2026-11-23T15:38:59.781436Z'))
    expect(microseconds('2026-11-23T15:38:59Z')).toBe(Date.parse('2026-11-23T15:38:59Z') * 1_000)
  })

  it('rises with every microsecond', () => {
    const time = bigInt({ min: 0n, max: 4_102_444_800_000_000n })
    const written = (at: bigint) =>
      `${new Date(Number(at / 1_000_000n) * 1_000).toISOString().slice(0, 19)}.${String(at % 1_000_000n).padStart(6, '0')}Z`
    assert(
      property(time, (at) => {
        expect(microseconds(written(at))).toBe(Number(at))
      }),
    )
  })
})

describe('the codes for a reference', () => {
  it('look like any code of pretix, are always the same, and differ between attempts', async () => {
    const references = Array.from({ length: 500 }, (_, at) => `reservation-${at}`)
    const codes = await Promise.all(references.map(orderCodes))
    for (const three of codes) {
      expect(three).toHaveLength(3)
      for (const code of three) expect(code).toMatch(/^[ABCDEFGHJKLMNPQRSTUVWXYZ379]{5}$/)
    }
    expect(new Set(codes.flat()).size).toBeGreaterThan(1_490)
    expect(await orderCodes('reservation-0')).toEqual(codes[0])
    expect(await orderCodes('reservation-0')).toEqual(['RGF3X', 'FMMHC', 'NW3KV'])
  })
})

describe('the name of a performance', () => {
  it('is an event, or a date of a series, and nothing that leads elsewhere', () => {
    for (const name of ['les-vagues', 'la-mouette/12']) {
      const parsed = performanceName(name)
      expect(parsed && referenceOf(parsed)).toBe(name)
    }
    for (const wrong of ['', 'a/b', 'a/1/2', '../x', 'a?b', 'a/', 'é'])
      expect(performanceName(wrong)).toBe(null)
  })
})

describe('numbered seats', () => {
  const hall = ['A', 'B', 'C'].flatMap((row_name) =>
    Array.from({ length: 6 }, (_, at) => ({
      seat_guid: `${row_name}-${at + 1}`,
      zone_name: 'Parterre',
      row_name,
      seat_number: String(at + 1),
      product: 1,
      blocked: false,
    })),
  )
  const choose = (free: string[], seats: number) => together(hall, new Set(free), seats)

  it('are side by side where they can be', () => {
    expect(choose(['A-1', 'A-3', 'A-4', 'B-1', 'B-2', 'B-3'], 3)).toEqual(['B-1', 'B-2', 'B-3'])
    expect(choose(['A-5', 'A-6', 'B-1', 'B-2'], 3)).toEqual(['A-5', 'A-6', 'B-1'])
    expect(choose(['A-1', 'A-3', 'A-5', 'B-1', 'B-2'], 3)).toEqual(['A-1', 'A-3', 'A-5'])
  })

  it('are free, each once, as many as asked for, or none at all', () => {
    const some = subarray(hall.map(({ seat_guid }) => seat_guid))
    assert(
      property(some, integer({ min: 1, max: 8 }), (free, seats) => {
        const chosen = choose(free, seats)
        expect(chosen).toHaveLength(free.length >= seats ? seats : 0)
        expect(new Set(chosen).size).toBe(chosen.length)
        expect(free).toEqual(expect.arrayContaining(chosen))
      }),
    )
  })
})

describe('the settings', () => {
  const some = {
    address: 'https://pretix.eu',
    organizer: 'theatre',
    subscription_event: 'abo',
    performance_events: [],
  }

  it('are a pretix, an organizer and its events', () => {
    expect(settings.parse(some)).toMatchObject({ seat_product: 'ordinary', subscription_items: [] })
  })

  it.each([
    { ...some, address: 'ftp://pretix.eu' },
    { ...some, address: 'pretix.eu' },
    { ...some, organizer: '../../admin' },
    { ...some, subscription_event: '' },
    { ...some, performance_events: ['a/b'] },
    { ...some, subscription_items: [0.5] },
  ])('lead nowhere else: %o', (wrong) => {
    expect(settings.safeParse(wrong).success).toBe(false)
  })
})
