import type { Spread } from './results.ts'

/** The one in the middle; of an even number, what lies between the two there. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Of nothing there is no median.')
  const sorted = values.toSorted((a, b) => a - b)
  const [below, above] = [(sorted.length - 1) >> 1, sorted.length >> 1]
  return (sorted[below]! + sorted[above]!) / 2
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), max: Math.max(...values) }
}

/** To so many digits that count. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits))
}
