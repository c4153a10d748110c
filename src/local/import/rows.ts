import { parse } from 'csv-parse/sync'
import type { Line } from './lines.ts'

/** One row of the file; `cells` is null when it cannot be taken apart, and `text` what stands there. */
export interface Row {
  line: number
  cells: string[] | null
  text: string
}

/** A quoted value may hold line breaks; more lines than these, and a quotation mark is missing. */
const MOST_LINES = 20

/**
 * Takes lines apart into rows. A quotation mark that is never closed costs its own line only: none of the lines behind it
 * are swallowed, for a row that could be a gift by itself is not taken for a part of another's remark.
 */
export class Rows {
  readonly #delimiter: string
  readonly #couldBeGift: (cells: string[]) => boolean
  #waiting: Line[] = []

  constructor(delimiter: string, couldBeGift: (cells: string[]) => boolean) {
    this.#delimiter = delimiter
    this.#couldBeGift = couldBeGift
  }

  /** @param last no line follows these */
  take(more: readonly Line[], last: boolean): Row[] {
    const lines = [...this.#waiting, ...more]
    const rows: Row[] = []
    let at = 0
    while (at < lines.length) {
      const next = this.#next(lines, at, last)
      if (!next) break
      if (next.row.text.trim() !== '') rows.push(next.row)
      at += next.lines
    }
    this.#waiting = lines.slice(at)
    return rows
  }

  /** Undefined while its end may still come. */
  #next(lines: readonly Line[], at: number, last: boolean): { row: Row; lines: number } | undefined {
    const { number: line, text } = lines[at]!
    if (!text.includes('"')) return { row: { line, text, cells: text.split(this.#delimiter) }, lines: 1 }
    const end = closedAt(lines, at)
    if (end === null && !last && lines.length - at < MOST_LINES) return undefined
    const whole = end === null ? [] : lines.slice(at, end + 1)
    const swallowed = whole.slice(1).some((one) => this.#couldBeGift(one.text.split(this.#delimiter)))
    const cells = whole.length > 0 && !swallowed ? this.#parsed(whole) : null
    return { row: { line, text, cells }, lines: cells ? whole.length : 1 }
  }

  #parsed(lines: readonly Line[]): string[] | null {
    try {
      const text = lines.map((line) => line.text).join('\n')
      const rows: string[][] = parse(text, { delimiter: this.#delimiter, record_delimiter: '\n' })
      return rows.length === 1 ? rows[0]! : null
    } catch {
      return null
    }
  }
}

/** Where the quotation marks opened on this line are closed. */
function closedAt(lines: readonly Line[], at: number): number | null {
  let marks = 0
  for (let end = at; end < Math.min(lines.length, at + MOST_LINES); end++) {
    marks += lines[end]!.text.split('"').length - 1
    if (marks % 2 === 0) return end
  }
  return null
}
