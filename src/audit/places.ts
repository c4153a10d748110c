import { ACCOUNTS, type Account } from '../ledger/index.ts'
import type { Language } from '../platform/languages.ts'
import type { Difference, DifferenceKind } from './difference.ts'
import { placeWords } from './place-words.ts'

/** What the place of a difference is the name of; a kind that is not here tells a total by its own name. */
const ROWS: Partial<Record<DifferenceKind, keyof Rows>> = {
  entry_empty: 'entry',
  posting_alone: 'posting',
  posting_elsewhere: 'posting',
  gift_unposted: 'gift',
  gift_inflows: 'gift',
  inflow_alone: 'gift',
  gift_entries: 'gift',
  entry_alone: 'gift',
  line_in: 'inflow',
  line_out: 'outflow',
  credit_cents: 'credit',
  seat_credit: 'seat',
  seat_reservation: 'seat',
  credit_seat: 'credit',
  seats_left: 'invitation',
  attempt: 'reservation',
  decision: 'decision',
  gift_not_here: 'gift',
  gift_not_there: 'gift',
  gift_differs: 'gift',
  booking_not_here: 'order',
  booking_not_there: 'order',
  booking_differs: 'order',
  booking_twice: 'reservation',
}
type Rows = typeof placeWords.fr.rows

/** The row or the total of a difference, as a person reads it. */
export function sayPlace({ kind, place }: Pick<Difference, 'kind' | 'place'>, language: Language): string {
  const { rows, totals } = placeWords[language]
  const row = ROWS[kind]
  if (row) return `${rows[row]} ${place}`
  const total = (name: string): string =>
    Object.hasOwn(ACCOUNTS, name)
      ? ACCOUNTS[name as Account][language]
      : (totals[name as keyof typeof totals] ?? name)
  if (Object.hasOwn(totals, place)) return total(place)
  return place.split(' ').map(total).join(', ')
}
