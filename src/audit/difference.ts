import { ACCOUNTS, type Account } from '../ledger/index.ts'

/** In what `ours` and `theirs` are told; of `account` and `figure`, in that of the account or figure that the place names. */
export type Measure = 'cents' | 'seats' | 'count' | 'account' | 'figure' | 'word'

/**
 * What can be found not to be as it should, and in what it is told. Up to `decision` the audit of the books finds it
 * (`audit_books.sql`), then the comparison with the report, then with the partners' own orders.
 */
export const DIFFERENCES = {
  rolled_up: 'account',
  below_zero: 'account',
  mixed: 'count',
  running: 'cents',
  counted: 'count',
  stock: 'seats',
  seats: 'seats',
  prices: 'cents',
  due: 'cents',
  fees: 'cents',
  entry_empty: 'word',
  posting_alone: 'word',
  posting_elsewhere: 'word',
  gift_unposted: 'cents',
  gift_inflows: 'cents',
  inflow_alone: 'cents',
  gift_entries: 'cents',
  entry_alone: 'cents',
  line_in: 'cents',
  line_out: 'cents',
  credit_cents: 'cents',
  seat_credit: 'word',
  seat_reservation: 'word',
  credit_seat: 'word',
  seats_left: 'seats',
  attempt: 'word',
  decision: 'cents',
  report: 'figure',
  gift_not_here: 'cents',
  gift_not_there: 'cents',
  gift_differs: 'cents',
  booking_not_here: 'seats',
  booking_not_there: 'seats',
  booking_differs: 'seats',
  booking_twice: 'count',
} as const satisfies Record<string, Measure>
export type DifferenceKind = keyof typeof DIFFERENCES

/** One thing that is not as it should be. */
export interface Found {
  kind: DifferenceKind
  /** the convention whose books these are; null for a partner's orders, which know no convention */
  convention_id: string | null
  connection_id: string | null
  /** the row, or the total: a gift's reference, an account, a seat's id */
  place: string
  /** what is kept here: cents, seats, a count, or a word */
  ours: string | null
  /** what the postings, the rows themselves or the partner say */
  theirs: string | null
}

/** The same with the names of whose books they are; null of all together, or of what is no more. */
export interface Difference extends Found {
  structure: string | null
  season: string | null
}

/** In what a difference is told, where its place says it. */
export function measureOf({
  kind,
  place,
}: Pick<Found, 'kind' | 'place'>): Exclude<Measure, 'account' | 'figure'> {
  const measure = DIFFERENCES[kind]
  if (measure === 'figure') return place.includes('_cents') ? 'cents' : 'count'
  if (measure !== 'account') return measure
  const [account] = place.split(' ') as [Account]
  return ACCOUNTS[account].unit === 'SEAT' ? 'seats' : 'cents'
}

/** So many of them are told; of the others, how many there are. */
export function upTo<One>(limit: number, found: readonly One[]): { told: One[]; more: number } {
  const told = found.slice(0, limit)
  return { told, more: found.length - told.length }
}
