/** An ISO 8601 instant in UTC. */
export type Instant = string

/** Where time comes from; passed in, so that a test can hold an evening in a moment. */
export type Clock = () => Instant

export const systemClock: Clock = () => new Date().toISOString()

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export function later(at: Instant, duration_ms: number): Instant {
  return new Date(Date.parse(at) + duration_ms).toISOString()
}
