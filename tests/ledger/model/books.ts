import { ACCOUNT_NAMES, ACCOUNTS, type Account } from '../../../src/ledger/accounts.ts'
import {
  agree,
  beginAttempt,
  convert,
  emptyBooks,
  endAttempt,
  issue,
  postGifts,
  reserve,
  type Books,
  type Outcome,
  type Version,
} from '../../../src/ledger/model/index.ts'

// The pure model by itself, in the words of the scheme. That PostgreSQL says the same is proved in properties/.

export const HOUR = 3_600_000
export const EVENING = 100 * HOUR
export const terms: Version = {
  number: 1,
  in_force_at: 0,
  seat_price_cents: 800,
  planned_seats: 10,
  companions: 'credit',
  due_on: 'issued',
}
export const opened = (change: Partial<Version> = {}): Books => {
  const evening = {
    seats: 6,
    open: true,
    cancelled: false,
    starts_at: EVENING,
    closed_at: null,
    final_at: null,
  }
  return agree({ ...emptyBooks(), invitations: new Map([['E', evening]]) }, { ...terms, ...change })
}
/** The same with another evening beside it, F, and one seat reserved for that by S. */
export function andAnother(books: Books): Books {
  const invitations = new Map(books.invitations).set('F', books.invitations.get('E')!)
  return done(reserve({ ...books, invitations }, { ...wish('S', 1), invitation: 'F' }, 0))
}
export function done<Answer>(outcome: Outcome<Answer>): Books {
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`)
  return outcome.books
}
export const refused = (outcome: Outcome<unknown>) => ('refused' in outcome ? outcome.refused : null)
/** A gift as it is now, posted and converted. */
export const give = (books: Books, gift: string, cents: number, at = 0) =>
  convert(postGifts(books, [{ gift, cents, version: next(books, gift), given_at: at }], at), at)
const next = (books: Books, gift: string) => (books.gifts.get(gift)?.version ?? 0) + 1
export const wish = (reservation: string, guests: number, companions = 0) => ({
  reservation,
  invitation: 'E',
  guests,
  companions,
  seat_ids: Array.from({ length: guests + companions }, (_, n) => `${reservation}${n + 1}`),
})
export const ask = (books: Books, id: string, guests: number, companions = 0, at = 0) =>
  done(reserve(books, wish(id, guests, companions), at))
export const booked = (books: Books, id: string) => endAttempt(beginAttempt(books, id), id, 'confirmed')
export const ticketed = (books: Books, id: string, at = 0) =>
  done(issue(booked(books, id), id, [0, 1, 2, 3, 4, 5], at))
/** What stands on its own side of each account, but for those at zero. */
export const balances = ({ sums }: Books) =>
  Object.fromEntries(
    ACCOUNT_NAMES.map((name): [Account, number] => [
      name,
      (ACCOUNTS[name].side === 'debit' ? sums[name] : -sums[name]) + 0,
    ]).filter(([, balance]) => balance !== 0),
  )
export const credits = (books: Books) => books.credits.map(({ number, state, seat }) => [number, state, seat])
export const states = (books: Books) => Object.fromEntries(books.seats.map(({ id, state }) => [id, state]))
export const of = (books: Books, id: string) => books.reservations.get(id)!
