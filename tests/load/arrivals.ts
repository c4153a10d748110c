/** A small generator of chance that a seed repeats. @returns a whole number from 0, below what is asked */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Of a season's opening: a newsletter goes out, a radio tells of it, and everybody comes at once. */
const BURST = 100
const BURST_MS = 1_000

/**
 * When subscriptions come, in milliseconds from the opening, in order: half of them evenly spread by chance, half in
 * bursts of a hundred within a second.
 */
export function arrivals(subscriptions: number, duration_ms: number, below: (n: number) => number): number[] {
  const inBursts = Math.floor(subscriptions / 2)
  const bursts = Array.from({ length: Math.ceil(inBursts / BURST) }, () =>
    below(Math.max(1, duration_ms - BURST_MS)),
  )
  return [
    ...Array.from({ length: subscriptions - inBursts }, () => below(duration_ms)),
    ...Array.from({ length: inBursts }, (_, n) => bursts[Math.floor(n / BURST)]! + below(BURST_MS)),
  ].toSorted((left, right) => left - right)
}
