import type { Instant } from '../../platform/clock.ts'
import { rowsOf, type PastFile, type ReadRow } from './file.ts'

const BATCH_ROWS = 5_000

export interface Batch {
  rows: ReadRow[]
  bytes: number
}

/** Hands on the rows behind the first `skipped`, in batches, reading ahead by one. */
export async function eachBatch(
  file: PastFile,
  now: Instant,
  skipped: number,
  batch_rows: number = BATCH_ROWS,
  work: (batch: Batch) => Promise<void>,
): Promise<void> {
  let under_way: Promise<void> = Promise.resolve()
  let waiting: ReadRow[] = []
  let to_skip = skipped
  async function handOn(batch: Batch): Promise<void> {
    await under_way
    under_way = work(batch)
    // its failure is met when it is waited for
    under_way.catch(() => undefined)
  }
  let read_bytes = 0
  for await (const { rows, bytes } of rowsOf(file, now)) {
    const fresh = rows.slice(to_skip)
    to_skip -= rows.length - fresh.length
    waiting.push(...fresh)
    read_bytes = bytes
    while (waiting.length >= batch_rows) {
      await handOn({ rows: waiting.slice(0, batch_rows), bytes })
      waiting = waiting.slice(batch_rows)
    }
  }
  if (waiting.length > 0) await handOn({ rows: waiting, bytes: read_bytes })
  await under_way
}
