import { DAYS, type GivingDay } from '../../src/audit/alarms/silence-rule.ts'
import { DAY_MS, HOUR_MS } from '../../src/platform/clock.ts'

/** Gifts a day at an instant, counted from a Monday at midnight. */
export type Rate = (at_ms: number) => number

/** A small, seeded source of chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** When gifts come in so many days, each for itself (a Poisson process, thinned). In ms, ascending. */
export function giftsOf(rate: Rate, most: number, days: number, random: () => number): number[] {
  const times: number[] = []
  for (let at = 0; ;) {
    at += (-Math.log(1 - random()) / most) * DAY_MS
    if (at >= days * DAY_MS) return times
    if (random() < rate(at) / most) times.push(at)
  }
}

/** The days that the rule is told after the gift of this index. */
export function daysBefore(times: readonly number[], last: number): GivingDay[] {
  const at = times[last]!
  const days: GivingDay[] = []
  let next = last
  for (let n = 1; n <= DAYS; n++) {
    const newest = next
    while (next >= 0 && times[next]! > at - n * DAY_MS) next -= 1
    days.push(
      newest === next
        ? null
        : { gifts: newest - next, first_at: iso(times[next + 1]!), last_at: iso(times[newest]!) },
    )
  }
  return days
}

export const iso = (at_ms: number) => new Date(at_ms).toISOString()
const hour = (at_ms: number) => (at_ms % DAY_MS) / HOUR_MS
const weekday = (at_ms: number) => Math.floor(at_ms / DAY_MS) % 7

/** How gifts come: all day and night, by day, while a box office is open, and after the opening of a season. */
export const PATTERNS: Record<string, { rate: Rate; most: number }> = {
  'one every other day': { rate: () => 0.5, most: 0.5 },
  'two a day': { rate: () => 2, most: 2 },
  'five hundred a day': { rate: () => 500, most: 500 },
  'three a day, few by night': { rate: (at) => (hour(at) >= 8 ? 4.4 : 0.15), most: 4.4 },
  'thirty a day, few by night': { rate: (at) => (hour(at) >= 8 ? 44 : 1.5), most: 44 },
  'twenty a day, five days a week': {
    rate: (at) => (weekday(at) < 5 && hour(at) >= 9 && hour(at) < 19 ? 48 : 0),
    most: 48,
  },
  'an opening that fades': {
    rate: (at) => {
      const day = at / DAY_MS
      return (day < 3 ? 3_000 : 200 * Math.exp((3 - day) / 12) + 0.7) * (hour(at) >= 8 ? 1.4 : 0.1)
    },
    most: 4_200,
  },
}
