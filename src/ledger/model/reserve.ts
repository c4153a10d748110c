import {
  availableCredits,
  changeSeats,
  creditBehind,
  inForce,
  move,
  seatsOf,
  withEntry,
  type Books,
  type Outcome,
  type Reservation,
  type Seat,
} from './books.ts'
import { numbered } from './line.ts'

/** What a relay asks for; seat ids are given, guests first. */
export interface Wish {
  reservation: string
  invitation: string
  guests: number
  companions: number
  seat_ids: readonly string[]
}

/** Seats of an invitation that are promised to nobody. */
export function seatsLeft(books: Books, invitation: string): number {
  const living = books.seats.filter(
    (seat) =>
      books.reservations.get(seat.reservation)!.invitation === invitation &&
      seat.state !== 'returned' &&
      seat.state !== 'released',
  )
  return books.invitations.get(invitation)!.seats - living.length
}

/** All or nothing: the seats, and behind each a credit, the lowest numbers first. */
export function reserve(books: Books, wish: Wish, at: number): Outcome<null> {
  const total = wish.guests + wish.companions
  const { cancelled, open, starts_at } = books.invitations.get(wish.invitation)!
  if (cancelled) return { refused: 'performance_cancelled' }
  if (!open || starts_at <= at) return { refused: 'invitation_not_open' }
  if (seatsLeft(books, wish.invitation) < total) return { refused: 'not_enough_seats' }
  const offered = inForce(books, at)?.companions === 'offered' ? wish.companions : 0
  const lowest = availableCredits(books).slice(0, total - offered)
  if (lowest.length < total - offered) return { refused: 'not_enough_credits' }

  const extra = numbered(
    books,
    Array.from({ length: offered }, () => ({
      price_cents: 0,
      origin: 'structure' as const,
      state: 'held' as const,
      seat: null,
    })),
  )
  const behind = [...lowest, ...extra].map(({ number }) => number)
  const seatOf = new Map(behind.map((number, n) => [number, wish.seat_ids[n]!]))
  const credits = [...books.credits, ...extra].map((credit) => {
    const seat = seatOf.get(credit.number)
    return seat === undefined ? credit : { ...credit, state: 'held' as const, seat }
  })
  const seats = behind.map((credit, n): Seat => {
    const kind = n < wish.guests ? 'guest' : 'companion'
    const nothing = {
      state: 'held',
      position: null,
      lost: false,
      due_cents: 0,
      due_by_ticket_cents: 0,
    } as const
    return { id: wish.seat_ids[n]!, reservation: wish.reservation, credit, kind, ...nothing }
  })
  const reservation: Reservation = {
    invitation: wish.invitation,
    state: 'held',
    attempt: 'none',
  }
  const posted = move(move(books, 'available', 'held', total - offered), 'minted', 'held', offered)
  return {
    books: {
      ...posted,
      credits,
      seats: [...posted.seats, ...seats],
      reservations: withEntry(posted.reservations, wish.reservation, reservation),
    },
    answer: null,
  }
}

/** Before the partner is called. One that is under way goes on; none begins when there is nothing to book. */
export function beginAttempt(books: Books, id: string): Books {
  const reservation = books.reservations.get(id)!
  const { cancelled } = books.invitations.get(reservation.invitation)!
  if (reservation.attempt === 'started' || reservation.state !== 'held' || cancelled) return books
  return change(books, id, { attempt: 'started' })
}

/** How the attempt under way ended. Confirmed: the partner's positions go to seats as they were reserved, guests first. */
export function endAttempt(books: Books, id: string, end: 'confirmed' | 'refused' | 'absent'): Books {
  const reservation = books.reservations.get(id)!
  if (reservation.attempt !== 'started') return books
  const ended = change(books, id, { attempt: end })
  if (end !== 'confirmed') return ended
  const { cancelled } = books.invitations.get(reservation.invitation)!
  const mine = seatsOf(books, id).map((seat) => seat.id)
  const booked = change(ended, id, { state: 'booked' })
  return changeSeats(booked, new Set(mine), (seat) => ({
    ...seat,
    position: mine.indexOf(seat.id),
    state: cancelled ? 'returning' : seat.state,
  }))
}

/** Nothing is held at the partner: seats and credits are free again. */
export function release(books: Books, id: string): Outcome<null> {
  const reservation = books.reservations.get(id)!
  if (reservation.state !== 'held') return { books, answer: null }
  if (reservation.attempt === 'started') return { refused: 'outcome_unknown' }
  const held = seatsOf(books, id)
  const freed = freeCredits(books, held)
  const released = changeSeats(freed, new Set(held.map((seat) => seat.id)), (seat) => ({
    ...seat,
    state: 'released',
  }))
  return { books: change(released, id, { state: 'released' }), answer: null }
}

/** Credits return to where they came from: gifts' and surplus' to the stock; those the structure offered end. */
export function freeCredits(books: Books, seats: readonly Seat[]): Books {
  return seats.reduce((after, seat) => {
    const { number, origin, state } = creditBehind(after, seat)
    const back = origin === 'structure' ? 'withdrawn' : 'available'
    const credits = after.credits.map((one) =>
      one.number === number ? ({ ...one, state: back, seat: null } as const) : one,
    )
    const leaving = state === 'held' ? 'held' : seat.state === 'unused' ? 'unused' : 'issued'
    return move({ ...after, credits }, leaving, back === 'available' ? 'available' : 'minted', 1)
  }, books)
}

export function change(books: Books, id: string, changes: Partial<Reservation>): Books {
  const reservation = { ...books.reservations.get(id)!, ...changes }
  return { ...books, reservations: withEntry(books.reservations, id, reservation) }
}
