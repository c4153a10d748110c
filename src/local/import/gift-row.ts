import type { Instant } from '../../platform/clock.ts'
import { centsOf, MOST_CENTS } from './amount.ts'
import { givenAt } from './given-at.ts'
import type { Broken, Column, Reason } from './reasons.ts'

/** A gift of the past, as one row tells it. */
export interface PastGift {
  reference: string
  given_at: Instant
  cents: number
}

/** Where the three columns stand; `width` counts all of the header's. */
export type Places = Record<Column, number> & { width: number }

const EARLIEST = '2000-01-01'
/** what UTF-8 cannot read becomes U+FFFD; control characters have no business in a reference */
// oxlint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u001f\u007f\ufffd]/

/** Reads one row. What is wrong with it is told for its first broken column. */
export function readGift(cells: readonly string[], places: Places, now: Instant): PastGift | Broken {
  const cell = (column: Column) => cells[places[column]]?.trim() ?? ''
  const broken = (column: Broken['column'], reason: Reason): Broken => {
    const said = column === '' ? '' : cell(column)
    return { column, reason, said: said.length > 60 ? `${said.slice(0, 60)}…` : said }
  }
  if (cells.slice(places.width).some((more) => more.trim() !== '')) return broken('', 'row_long')

  const reference = cell('reference')
  if (reference === '') return broken('reference', 'reference_missing')
  if (reference.length > 200) return broken('reference', 'reference_long')
  if (UNREADABLE.test(reference)) return broken('reference', 'reference_unreadable')

  const given_at = givenAt(cell('given_at'))
  if (given_at === null) return broken('given_at', 'given_at_unreadable')
  if (given_at < EARLIEST || given_at > now) return broken('given_at', 'given_at_out_of_range')

  const cents = centsOf(cell('amount'))
  if (cents === null) return broken('amount', 'amount_unreadable')
  if (cents < 0 || cents > MOST_CENTS) return broken('amount', 'amount_out_of_range')
  return { reference, given_at, cents }
}

export const isBroken = (row: PastGift | Broken): row is Broken => 'reason' in row
