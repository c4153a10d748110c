import type { Row } from '../results.ts'
import { median, rounded, spread } from '../statistics.ts'

/**
 * Measures each in turn, round after round, so that what else the machine does meets all alike. Every round begins with
 * another; the first round warms up and does not count.
 */
export async function inTurns<T>(
  all: readonly T[],
  rounds: number,
  measure: (one: T) => Promise<readonly number[]>,
): Promise<number[][]> {
  const found: number[][] = all.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < all.length; i++) {
      const at = (round + i) % all.length
      const values = await measure(all[at]!)
      if (round > 0) found[at]!.push(...values)
    }
  }
  return found
}

/** What was found of each, as a line of the table. */
export function rowOf(about: Pick<Row, 'name' | 'does' | 'unit'>, values: readonly number[]): Row {
  const { min, max } = spread(values)
  const found = { median: rounded(median(values), 4), spread: { min: rounded(min, 4), max: rounded(max, 4) } }
  return { ...about, ...found, ratio: null, rounds: values.length }
}

/** 10⁵, 3·10⁵, 10⁶, … */
export function power(gifts: number): string {
  const [times, zeros = ''] = gifts.toExponential(0).split('e+')
  const exponent = zeros
    .split('')
    .map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
    .join('')
  return `${times === '1' ? '' : `${times}·`}10${exponent}`
}
