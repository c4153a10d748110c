import type { ProblemCode } from '../../platform/problems.ts'
import { ACCOUNT_NAMES, type Account } from '../accounts.ts'

/**
 * The ledger of one convention as plain values: the oracle against which the SQL is tested. Every verb is a pure
 * function from books and a fact to new books; nothing here knows a database, a clock or chance.
 */
export interface Books {
  /** every posting's sum by account: debits minus credits, in cents or seats */
  sums: Readonly<Record<Account, number>>
  /** versions in force or to come, by number */
  versions: readonly Version[]
  gifts: ReadonlyMap<string, Gift>
  /** by the provider's movement */
  fees: ReadonlyMap<string, { gift: string; cents: number; booked: boolean }>
  /** cents onto the line, in the order in which they were posted */
  inflows: readonly Inflow[]
  outflows: readonly Outflow[]
  line_in: number
  line_out: number
  surplus_cents: number
  shortfall_cents: number
  /** credits opened from gifts and still standing */
  minted: number
  credits: readonly Credit[]
  invitations: ReadonlyMap<string, Invitation>
  reservations: ReadonlyMap<string, Reservation>
  seats: readonly Seat[]
}

export interface Version {
  number: number
  in_force_at: number
  seat_price_cents: number
  planned_seats: number
  companions: 'credit' | 'offered'
  due_on: 'issued' | 'used'
}
export interface Gift {
  cents: number
  version: number
  convention_version: number
}
export interface Span {
  from: number
  to: number
}
export interface Inflow {
  /** null: cents of a credit that was withdrawn again */
  gift: string | null
  /** negative: a reduction */
  cents: number
  span: Span | null
  applied: boolean
}
export interface Outflow extends Span {
  use: 'credit' | 'surplus' | 'reduction' | 'shortfall'
  credit: number | null
  gift: string | null
}
export interface Credit {
  number: number
  price_cents: number
  origin: 'gifts' | 'surplus' | 'structure'
  state: 'available' | 'held' | 'spent' | 'withdrawn'
  seat: string | null
}
/** An invitation with its performance; instants in milliseconds. */
export interface Invitation {
  seats: number
  open: boolean
  cancelled: boolean
  starts_at: number
  closed_at: number | null
  final_at: number | null
}
export interface Reservation {
  invitation: string
  state: 'held' | 'booked' | 'issued' | 'released' | 'returned'
  /** of the latest try to book at the partner */
  attempt: 'none' | 'started' | 'confirmed' | 'refused' | 'absent'
}
export interface Seat {
  id: string
  reservation: string
  credit: number
  kind: 'guest' | 'companion'
  state: 'held' | 'issued' | 'used' | 'unused' | 'returning' | 'returned' | 'released'
  /** its number among the partner's positions of the order, from 0 */
  position: number | null
  /** the venue has cancelled it by itself */
  lost: boolean
  due_cents: number
  /** what fell due with its ticket; the rest, if any, by its scan */
  due_by_ticket_cents: number
}

/** What a verb ends in: new books and its answer, or a refusal that changes nothing. */
export type Outcome<Answer> = { books: Books; answer: Answer } | { refused: ProblemCode }

export function emptyBooks(): Books {
  return {
    sums: Object.fromEntries(ACCOUNT_NAMES.map((account) => [account, 0])) as Record<Account, number>,
    versions: [],
    gifts: new Map(),
    fees: new Map(),
    inflows: [],
    outflows: [],
    line_in: 0,
    line_out: 0,
    surplus_cents: 0,
    shortfall_cents: 0,
    minted: 0,
    credits: [],
    invitations: new Map(),
    reservations: new Map(),
    seats: [],
  }
}

/** Moves an amount, of cents or of seats, from the debited to the credited account. */
export function move(books: Books, debit: Account, credit: Account, amount: number): Books {
  const sums = { ...books.sums }
  sums[debit] += amount
  sums[credit] -= amount
  return { ...books, sums }
}

/** The version in force at an instant: of those that have come into force, the one with the highest number. */
export function inForce(books: Books, at: number): Version | null {
  return (
    books.versions
      .filter((version) => version.in_force_at <= at)
      .toSorted((a, b) => b.number - a.number)
      .at(0) ?? null
  )
}

export function agree(books: Books, version: Version): Books {
  return { ...books, versions: [...books.versions, version] }
}

export function withEntry<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value)
}

export function seatsOf(books: Books, reservation: string): Seat[] {
  return books.seats.filter((seat) => seat.reservation === reservation)
}

export function changeSeats(books: Books, which: ReadonlySet<string>, change: (seat: Seat) => Seat): Books {
  return { ...books, seats: books.seats.map((seat) => (which.has(seat.id) ? change(seat) : seat)) }
}

export function creditBehind(books: Books, seat: Seat): Credit {
  return books.credits.find((credit) => credit.number === seat.credit)!
}

export function availableCredits(books: Books): Credit[] {
  return books.credits.filter((credit) => credit.state === 'available')
}
