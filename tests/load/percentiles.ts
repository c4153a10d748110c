import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'

export interface Percentiles {
  count: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
  max_ms: number
}

/** Times of one kind. Kept as a histogram with three digits (HdrHistogram, in Node itself). */
export class Latencies {
  readonly #histogram: RecordableHistogram = createHistogram({ figures: 3 })

  add(duration_ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(duration_ms * 1_000)))
  }

  get percentiles(): Percentiles {
    const at = (percent: number) => Math.round(this.#histogram.percentile(percent) / 100) / 10
    const { count, max } = this.#histogram
    if (count === 0) return { count, p50_ms: 0, p95_ms: 0, p99_ms: 0, max_ms: 0 }
    return { count, p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), max_ms: Math.round(max / 100) / 10 }
  }
}
