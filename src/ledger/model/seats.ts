import {
  changeSeats,
  creditBehind,
  inForce,
  move,
  seatsOf,
  type Books,
  type Invitation,
  type Outcome,
  type Seat,
} from './books.ts'
import { change, freeCredits } from './reserve.ts'

/** The tickets are there, one for each of the partner's positions named. */
export function issue(books: Books, id: string, positions: readonly number[], at: number): Outcome<null> {
  const reservation = books.reservations.get(id)!
  const held = seatsOf(books, id).filter((seat) => seat.state === 'held' && !seat.lost)
  if (!(reservation.state === 'booked' || reservation.state === 'issued') || held.length === 0) {
    return { books, answer: null }
  }
  if (held.some((seat) => !positions.includes(seat.position!))) return { refused: 'tickets_missing' }
  const due_now = inForce(books, at)!.due_on === 'issued'
  const issued = held.reduce((after, seat) => issueOne(after, seat, due_now), books)
  const changed = change(issued, id, { state: 'issued' })
  const evening = books.invitations.get(reservation.invitation)!
  return { books: evening.closed_at === null ? changed : markUnused(changed, [id]), answer: null }
}

function issueOne(books: Books, seat: Seat, due_now: boolean): Books {
  const { number, price_cents } = creditBehind(books, seat)
  const due_cents = due_now ? price_cents : 0
  const posted = move(move(books, 'held', 'issued', 1), 'reserve', 'due_to_structure', due_cents)
  const credits = posted.credits.map((one) =>
    one.number === number ? ({ ...one, state: 'spent' } as const) : one,
  )
  return changeSeat({ ...posted, credits }, seat, {
    state: 'issued',
    due_cents,
    due_by_ticket_cents: due_cents,
  })
}

/** A relay gives seats back in time: they start on their way; null means all. */
export function giveBack(
  books: Books,
  id: string,
  which: ReadonlySet<string> | null,
  at: number,
): Outcome<null> {
  const reservation = books.reservations.get(id)!
  if (reservation.state === 'held') return { refused: 'booking_under_way' }
  if (books.invitations.get(reservation.invitation)!.starts_at <= at) {
    return { refused: 'too_late_to_give_back' }
  }
  const leaving = seatsOf(books, id).filter(
    ({ id: seat, state }) => (state === 'held' || state === 'issued') && (which?.has(seat) ?? true),
  )
  if (leaving.length === 0) return { refused: 'nothing_to_give_back' }
  return { books: setOff(books, leaving), answer: null }
}

export function setOff(books: Books, seats: readonly Seat[]): Books {
  return changeSeats(books, new Set(seats.map(({ id }) => id)), (seat) => ({ ...seat, state: 'returning' }))
}

/** The partner took the seats back, or keeps them: then each is what it was before. */
export function settleReturn(
  books: Books,
  id: string,
  which: ReadonlySet<string>,
  outcome: 'cancelled' | 'refused',
): Books {
  const back = seatsOf(books, id).filter((seat) => seat.state === 'returning' && which.has(seat.id))
  if (outcome === 'refused') {
    const kept = back.reduce((after, seat) => {
      const state = creditBehind(after, seat).state === 'held' ? 'held' : 'issued'
      return changeSeat(after, seat, { state })
    }, books)
    const evening = books.invitations.get(books.reservations.get(id)!.invitation)!
    const settled = isOver(evening) ? returnLost(kept, id) : kept
    return evening.closed_at === null ? settled : markUnused(settled, [id])
  }
  return returnSeats(books, id, back)
}

/** Promised to nobody any more: their credits are free, and nothing is due for them. */
function returnSeats(books: Books, id: string, back: readonly Seat[]): Books {
  const returned = back.reduce(
    (after, seat) => {
      const posted = move(after, 'due_to_structure', 'reserve', seat.due_cents)
      return changeSeat(posted, seat, { state: 'returned', due_cents: 0 })
    },
    freeCredits(books, back),
  )
  const all = seatsOf(returned, id).every((seat) => seat.state === 'returned')
  return all ? change(returned, id, { state: 'returned' }) : returned
}

/** Nobody counts on seats of this evening any more. */
export const isOver = ({ closed_at, cancelled }: Invitation): boolean => closed_at !== null || cancelled

/** The evening is over, and the venue has kept no place for these. */
export function returnLost(books: Books, id: string): Books {
  return returnSeats(
    books,
    id,
    seatsOf(books, id).filter((seat) => seat.lost && canBeLost(seat)),
  )
}

/** Whoever came in was not lost, and what is on its way back is no promise. */
export const canBeLost = ({ state }: Seat): boolean => ['held', 'issued', 'unused'].includes(state)

/** Seats still issued after their evening. */
export function markUnused(books: Books, reservations: readonly string[]): Books {
  const gone = books.seats.filter(
    (seat) => reservations.includes(seat.reservation) && seat.state === 'issued',
  )
  return gone.reduce(
    (after, seat) => changeSeat(move(after, 'issued', 'unused', 1), seat, { state: 'unused' }),
    books,
  )
}

export function changeSeat(books: Books, seat: Seat, changes: Partial<Seat>): Books {
  return changeSeats(books, new Set([seat.id]), (before) => ({ ...before, ...changes }))
}
