import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '../../platform/clock.ts'
import { isBroken, readGift, type PastGift, type Places } from './gift-row.ts'
import { linesOf, type Line } from './lines.ts'
import { COLUMNS, type Broken } from './reasons.ts'
import { Rows, type Row } from './rows.ts'

/** What a person can mend; nothing was imported. */
export class Refused extends Error {}

/** A file of past gifts, its header read. */
export interface PastFile {
  path: string
  bytes: number
  /** SHA-256, in hex */
  hash: string
  delimiter: ';' | ','
  header: string[]
  places: Places
}
export type ReadRow = Row & { found: PastGift | Broken }

/** Finds the columns and knows the file again. @throws Refused when it is none of these */
export async function openFile(path: string): Promise<PastFile> {
  const { size: bytes } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (bytes === undefined) throw new Refused(`There is no file ${path}.`)
  const first = await firstLine(path)
  for (const delimiter of [';', ','] as const) {
    const [row] = new Rows(delimiter, () => false).take([first], true)
    const header = row?.cells?.map((name) => name.trim()) ?? []
    const at = COLUMNS.map((column) => header.findIndex((name) => name.toLowerCase() === column))
    if (at.includes(-1)) continue
    const [reference = 0, given_at = 0, amount = 0] = at
    const places = { reference, given_at, amount, width: header.length }
    return { path, bytes, hash: await hashOf(path), delimiter, header, places }
  }
  throw new Refused(
    `The first line of ${path} has to name the columns reference, given_at and amount, separated by ; or , in UTF-8. It says: ${first.text.slice(0, 200)}`,
  )
}

/** Its rows, read as gifts or told as broken; with the bytes read so far. */
export async function* rowsOf(
  { path, delimiter, places }: PastFile,
  now: Instant,
): AsyncGenerator<{ rows: ReadRow[]; bytes: number }> {
  const read = (cells: readonly string[]) => readGift(cells, places, now)
  const rows = new Rows(delimiter, (cells) => !isBroken(read(cells.map((cell) => cell.replaceAll('"', '')))))
  const unreadable: Broken = { column: '', reason: 'row_unreadable', said: '' }
  const told = (row: Row): ReadRow => ({ ...row, found: row.cells ? read(row.cells) : unreadable })
  let header = 1
  let last_bytes = 0
  for await (const { lines, bytes } of linesOf(path)) {
    const found = rows.take(lines, false)
    yield { rows: found.slice(header).map(told), bytes }
    if (found.length > 0) header = 0
    last_bytes = bytes
  }
  yield {
    rows: rows
      .take([], true)
      .slice(header ? 1 : 0)
      .map(told),
    bytes: last_bytes,
  }
}

async function firstLine(path: string): Promise<Line> {
  for await (const { lines } of linesOf(path)) {
    const line = lines.find(({ text }) => text.trim() !== '')
    if (line) return line
  }
  throw new Refused(`${path} is empty.`)
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
