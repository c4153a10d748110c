import type { Row } from '../results.ts'
import { type Kind, kindOf } from './kind.ts'

/** One row as ratios to the limit b: its median, its lowest and its highest round. */
export interface Bar {
  name: string
  kind: Kind
  ratio: number
  min: number
  max: number
}

/** Of the rows that have a ratio, the fastest first. */
export function barsOf(rows: readonly Row[]): Bar[] {
  return rows.flatMap(barOf).toSorted((a, b) => b.ratio - a.ratio)
}

function barOf({ name, median, spread, ratio }: Row): Bar[] {
  if (ratio === null) return []
  const b = median / ratio
  return [{ name, kind: kindOf(name), ratio, min: spread.min / b, max: spread.max / b }]
}
