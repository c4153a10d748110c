import { closeSync, fsyncSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { extname } from 'node:path'
import { Refused, type PastFile } from './file.ts'
import { reasonOf, type Broken } from './reasons.ts'
import type { Row } from './rows.ts'

export type BrokenRow = Row & { found: Broken }

/**
 * The rows that were not imported, as they stood, each with its line and reason, in a file beside: mended, it can be
 * imported itself. It grows with each batch before the batch is committed; its length then is kept with the batch, so
 * what a killed import wrote too much is cut off again.
 */
export class RejectedFile {
  readonly path: string
  readonly #file: PastFile
  #bytes: number
  #open: number | undefined

  /**
   * @param bytes as kept with the last batch; null for a new import
   * @throws Refused rather than overwrite another's, or go on without what was written before
   */
  constructor(file: PastFile, bytes: number | null) {
    this.path = rejectedPath(file.path)
    this.#file = file
    this.#bytes = bytes ?? 0
    const there = statSync(this.path, { throwIfNoEntry: false })
    if (bytes === null && there) {
      throw new Refused(
        `${this.path} is there already, with what an earlier import left over. Nothing was imported; move it away, then start again.`,
      )
    }
    if ((there?.size ?? 0) < this.#bytes) {
      throw new Refused(
        `${this.path} is not as this import left it when it was stopped. Put it back, then start again: the import continues.`,
      )
    }
    if (there) truncateSync(this.path, this.#bytes)
  }

  /** Adds rows, on disk when it returns. Answers the length to be kept. */
  add(rows: readonly BrokenRow[]): number {
    if (rows.length === 0) return this.#bytes
    this.#open ??= openSync(this.path, this.#bytes === 0 ? 'w' : 'r+')
    const head =
      this.#bytes === 0
        ? `\ufeff${this.#line([...this.#file.header, 'line', 'column', 'motif', 'reason'])}`
        : ''
    const text = Buffer.from(head + rows.map((row) => this.#told(row)).join(''))
    for (let done = 0; done < text.length;)
      done += writeSync(this.#open, text, done, null, this.#bytes + done)
    fsyncSync(this.#open)
    return (this.#bytes += text.length)
  }

  /** Nothing was rejected: what a killed import left is taken away. */
  close(): void {
    if (this.#open !== undefined) closeSync(this.#open)
    if (this.#bytes === 0) rmSync(this.path, { force: true })
  }

  #told({ line, cells, text, found }: BrokenRow): string {
    const { width } = this.#file.places
    const shown = cells ?? [text]
    const padded = [...shown, ...Array.from({ length: Math.max(0, width - shown.length) }, () => '')]
    return this.#line([...padded, String(line), found.column, reasonOf(found, 'fr'), reasonOf(found, 'en')])
  }

  #line(cells: readonly string[]): string {
    return `${cells.map((cell) => (/[";,\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(this.#file.delimiter)}\r\n`
  }
}

/** `gifts.csv` → `gifts.rejected.csv` */
export function rejectedPath(path: string): string {
  const extension = extname(path)
  return `${path.slice(0, path.length - extension.length)}.rejected${extension || '.csv'}`
}
