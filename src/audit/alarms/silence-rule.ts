import { DAY_MS, type Instant } from '../../platform/clock.ts'

/** How many days before the last gift tell what is usual. */
export const DAYS = 28
/**
 * The most gifts that count of one day. A season's opening must not make an hour's pause a silence: at ten a day, the most
 * that can be usual, two thirds of a day have to pass, longer than any night.
 */
export const MOST_A_DAY = 10
/** Fewer gifts, or fewer days from the first to the last, tell nothing of what is usual: a week has a weekend. */
const FEWEST = 10
const FEWEST_DAYS = 8
/** An alarm that is wrong once in a thousand such silences; once a season, where ten gifts a week are usual. */
const SURPRISE = 1 / 1_000
/** The usual is the slowest of these, in days before the last gift: sales slow down after an opening. */
const SPANS = [7, 14, DAYS] as const
/** What was as long before is no surprise: weekends, a closed box office. With half of it more, since gaps differ. */
const LONGER_THAN_BEFORE = 1.5

/** The gifts of one day that ended with the last gift, or a whole number of days before it; null: none came. */
export type GivingDay = { gifts: number; first_at: Instant; last_at: Instant } | null

export interface Silence {
  silent_ms: number
  /** gifts a day, as was usual */
  usual: number
  /** of no gift for so long, did they come as was usual, each for itself (Poisson): e^(-usual · days) */
  probability: number
  longest_gap_ms: number
}

/**
 * Is it silent where gifts usually come? Pure.
 * @param days the newest first; the first ends with the last gift
 * @returns null when it is not, or when too little is known to say
 */
export function silenceOf(days: readonly GivingDay[], now: Instant): Silence | null {
  const last = days[0]
  if (!last) return null
  const counted = days.slice(0, DAYS).map((day) => Math.min(day?.gifts ?? 0, MOST_A_DAY))
  const known = counted.findLastIndex((gifts) => gifts > 0) + 1
  if (sum(counted) < FEWEST || known < FEWEST_DAYS) return null
  const usual = Math.min(...SPANS.map((span) => atLeast(sum(counted.slice(0, span))) / Math.min(span, known)))
  const silent_ms = Date.parse(now) - Date.parse(last.last_at)
  const probability = Math.exp(-usual * (silent_ms / DAY_MS))
  const longest_gap_ms = longestGap(days)
  const surprising = probability < SURPRISE && silent_ms > LONGER_THAN_BEFORE * longest_gap_ms
  return surprising ? { silent_ms, usual, probability, longest_gap_ms } : null
}

/** The longest time between two gifts of different days; those within one are shorter than what can be a silence. */
function longestGap(days: readonly GivingDay[]): number {
  const giving = days.filter((day) => day !== null)
  const gaps = giving.slice(1).map((day, n) => Date.parse(giving[n]!.first_at) - Date.parse(day.last_at))
  return Math.max(0, ...gaps)
}

/** Counts vary by their square root: so many were there by chance too when fewer are usual. */
const atLeast = (counted: number) => counted - Math.sqrt(counted)
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)
