import { SingleBar } from 'cli-progress'
import type { Progress } from './options.ts'

export interface Teller {
  (progress: Progress): void
  /** before anything else is said */
  pause(): void
}

const PLAIN_EVERY_MS = 5_000

/** A bar on a terminal, else a line now and then; on standard error, so that what the import answers stands alone. */
export function tellProgress(file: string, stream: NodeJS.WriteStream = process.stderr): Teller {
  return stream.isTTY ? asBar(stream) : asLines(file, stream)
}

function asBar(stream: NodeJS.WriteStream): Teller {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage} % | {rows} rows | {eta_formatted} left',
    clearOnComplete: true,
    hideCursor: null,
  })
  let running = false
  function tell({ bytes, of_bytes, rows_done }: Progress): void {
    const rows = rows_done.toLocaleString('en')
    if (!running) bar.start(of_bytes, bytes, { rows })
    running = true
    bar.update(bytes, { rows })
  }
  function pause(): void {
    if (running) bar.stop()
    running = false
  }
  return Object.assign(tell, { pause })
}

function asLines(file: string, stream: NodeJS.WriteStream): Teller {
  let told_ms = performance.now()
  function tell({ bytes, of_bytes, rows_done }: Progress): void {
    if (performance.now() - told_ms < PLAIN_EVERY_MS) return
    told_ms = performance.now()
    stream.write(`${file}: ${rows_done} rows, ${Math.floor((100 * bytes) / of_bytes)} %\n`)
  }
  return Object.assign(tell, { pause: () => undefined })
}
