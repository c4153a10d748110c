import { move, type Books, type Outcome } from './books.ts'
import { numbered } from './line.ts'

export type SurplusUse =
  | { use: 'management'; cents: number }
  | { use: 'seats'; seats: number; seat_price_cents: number }

/** Carries out what both decided: seats at their real price, beyond those planned, or money for managing invitations. */
export function useSurplus(books: Books, decision: SurplusUse): Outcome<null> {
  const cents = decision.use === 'management' ? decision.cents : decision.seats * decision.seat_price_cents
  if (books.surplus_cents < cents) return { refused: 'not_enough_surplus' }
  const after = { ...books, surplus_cents: books.surplus_cents - cents }
  if (decision.use === 'management') {
    return { books: move(after, 'surplus', 'management', cents), answer: null }
  }
  const { seats, seat_price_cents: price_cents } = decision
  const bought = { price_cents, origin: 'surplus', state: 'available', seat: null } as const
  const opened = numbered(
    after,
    Array.from({ length: seats }, () => bought),
  )
  const posted = move(move(after, 'surplus', 'reserve', cents), 'minted', 'available', seats)
  return { books: { ...posted, credits: [...posted.credits, ...opened] }, answer: null }
}
