import { describe, expect, test } from 'vitest'
import { silenceOf, type GivingDay } from '../../src/audit/alarms/silence-rule.ts'
import { DAY_MS, HOUR_MS } from '../../src/platform/clock.ts'
import { chance, daysBefore, giftsOf, iso, PATTERNS } from './giving.ts'

const LIVES = 12
const SELLING_DAYS = 150

describe.each(Object.entries(PATTERNS))('%s', (_name, { rate, most }) => {
  const lives = Array.from({ length: LIVES }, (_, n) =>
    giftsOf(rate, most, SELLING_DAYS, chance(20_261_123 + 7_919 * n)),
  )

  test('a season without a fault raises fewer than one alarm', () => {
    let alarms = 0
    for (const times of lives) {
      for (let n = 0; n + 1 < times.length; n++) {
        // the longest that this pause has been: just before the next gift
        if (times[n + 1]! - times[n]! < 12 * HOUR_MS) continue
        if (silenceOf(daysBefore(times, n), iso(times[n + 1]!))) alarms += 1
      }
    }
    expect(alarms / LIVES).toBeLessThan(1)
  })

  test('gifts that stop are told: within a day where many come, never before two thirds of one', () => {
    const told = lives.map((times) => {
      const last = times.findLastIndex((at) => at < 60 * DAY_MS)
      const days = daysBefore(times, last)
      for (let hours = 1; hours < 60 * 24; hours++)
        if (silenceOf(days, iso(times[last]! + hours * HOUR_MS))) return hours
      return Number.POSITIVE_INFINITY
    })
    expect(Math.min(...told)).toBeGreaterThan(16)
    const [median = 0] = told.toSorted((a, b) => a - b).slice(LIVES / 2)
    const busy = ['five hundred', 'thirty'].some((word) => _name.startsWith(word))
    expect(median).toBeLessThan(busy ? 24 : 40 * 24)
  })
})

describe('what it says', () => {
  const NOW = Date.parse('2026-09-30T12:00:00.000Z')
  const day = (n: number, gifts = 12): GivingDay => ({
    gifts,
    first_at: iso(NOW - (n + 1) * DAY_MS + HOUR_MS),
    last_at: iso(NOW - n * DAY_MS),
  })
  const busy = Array.from({ length: 28 }, (_, n) => day(n))
  const after = (hours: number) => iso(NOW + hours * HOUR_MS)

  test('how unlikely, and what was usual: days count for ten gifts at most, less what chance may have added', () => {
    expect(silenceOf(busy, after(15))).toBeNull()
    const found = silenceOf(busy, after(24))
    const usual = (70 - Math.sqrt(70)) / 7
    expect(found).toMatchObject({ silent_ms: DAY_MS, longest_gap_ms: HOUR_MS })
    expect(found?.usual).toBeCloseTo(usual, 10)
    expect(found?.probability).toBeCloseTo(Math.exp(-usual), 10)
    // e^(-usual · days) = 1/1000
    const hours = (24 * Math.log(1_000)) / usual
    expect(silenceOf(busy, after(hours - 0.01))).toBeNull()
    expect(silenceOf(busy, after(hours + 0.01))).not.toBeNull()
  })

  test('nothing of a pause that was as long before, and half as long again', () => {
    const pausing = [...busy]
    pausing[10] = null
    pausing[11] = null
    const gap = 2 * 24 + 1
    expect(silenceOf(pausing, after(gap * 1.5 - 0.1))).toBeNull()
    expect(silenceOf(pausing, after(gap * 1.5 + 0.1))).toMatchObject({ longest_gap_ms: gap * HOUR_MS })
  })

  test('nothing where too little is known: no gift, fewer than ten, or less than eight days', () => {
    expect(silenceOf([], after(1_000))).toBeNull()
    expect(
      silenceOf(
        Array.from({ length: 28 }, () => null),
        after(1_000),
      ),
    ).toBeNull()
    expect(
      silenceOf(
        Array.from({ length: 9 }, (_, n) => day(n, 1)),
        after(10_000),
      ),
    ).toBeNull()
    expect(
      silenceOf(
        Array.from({ length: 10 }, (_, n) => day(n, 1)),
        after(10_000),
      ),
    ).not.toBeNull()
    expect(silenceOf(busy.slice(0, 7), after(1_000))).toBeNull()
    expect(silenceOf(busy.slice(0, 8), after(1_000))).not.toBeNull()
  })
})
