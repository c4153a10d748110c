import {
  creditBehind,
  move,
  withEntry,
  type Books,
  type Invitation,
  type Outcome,
  type Seat,
} from './books.ts'
import { canBeLost, changeSeat, isOver, markUnused, returnLost, setOff } from './seats.ts'

export interface Scan {
  reservation: string
  position: number
  /** false: an earlier scan was undone */
  came: boolean
}

/** What the door saw; of one seat the last word counts, until the evening is final. */
export function recordScans(books: Books, scans: readonly Scan[], at: number): Books {
  const last = new Map(scans.map((scan) => [`${scan.reservation} ${scan.position}`, scan]))
  return [...last.values()].reduce((after, scan) => {
    const seat = after.seats.find(
      ({ reservation, position }) => reservation === scan.reservation && position === scan.position,
    )
    if (!seat) return after
    const { final_at } = eveningOf(after, seat)
    if (final_at !== null && final_at <= at) return after
    return scan.came ? cameIn(after, seat) : didNotCome(after, seat)
  }, books)
}

/** Whoever was scanned came in, whatever was under way for the seat; a seat without a ticket cannot be scanned. */
function cameIn(books: Books, seat: Seat): Books {
  const { state: credit, price_cents } = creditBehind(books, seat)
  if (credit !== 'spent' || !['issued', 'unused', 'returning'].includes(seat.state)) return books
  const from = seat.state === 'unused' ? 'unused' : 'issued'
  const posted = move(books, from, 'used', 1)
  const due = move(posted, 'reserve', 'due_to_structure', price_cents - seat.due_cents)
  return changeSeat(due, seat, { state: 'used', lost: false, due_cents: price_cents })
}

function didNotCome(books: Books, seat: Seat): Books {
  if (seat.state !== 'used') return books
  const to = eveningOf(books, seat).closed_at === null ? 'issued' : 'unused'
  const due_cents = seat.due_by_ticket_cents
  const due = move(books, 'due_to_structure', 'reserve', seat.due_cents - due_cents)
  return changeSeat(move(due, 'used', to, 1), seat, { state: to, due_cents })
}

function eveningOf(books: Books, seat: Seat): Invitation {
  return books.invitations.get(books.reservations.get(seat.reservation)!.invitation)!
}

/** After the evening, what is still issued becomes unused, provisionally until `final_at`. */
export function closeEvening(
  books: Books,
  id: string,
  at: number,
  final_at: number,
): Outcome<{ used: number; unused: number }> {
  const evening = books.invitations.get(id)!
  if (evening.cancelled) return { refused: 'performance_cancelled' }
  if (evening.starts_at > at) return { refused: 'evening_not_over' }
  const closed = evening.closed_at === null ? { ...evening, open: false, closed_at: at, final_at } : evening
  const mine = reservationsFor(books, id)
  const over = { ...books, invitations: withEntry(books.invitations, id, closed) }
  const marked = markUnused(mine.reduce(returnLost, over), mine)
  const states = marked.seats
    .filter((seat) => marked.reservations.get(seat.reservation)!.invitation === id)
    .map(({ state }) => state)
  const count = (wanted: Seat['state']) => states.filter((state) => state === wanted).length
  return { books: marked, answer: { used: count('used'), unused: count('unused') } }
}

/** A seat of an order, as the venue tells it: still valid, or cancelled there by itself. */
export interface Told {
  reservation: string
  position: number
  valid: boolean
}

/**
 * What the venue's orders say of seats booked for us; named twice, a seat is valid only if both say so. What nobody used is
 * settled once the evening is final.
 */
export function recordLost(books: Books, told: readonly Told[], at: number): Books {
  const seats = books.seats.map((seat) => {
    const said = told.filter((one) => one.reservation === seat.reservation && one.position === seat.position)
    const { final_at } = eveningOf(books, seat)
    const settled = seat.state === 'unused' && final_at !== null && final_at <= at
    return said.length > 0 && canBeLost(seat) && !settled
      ? { ...seat, lost: said.some(({ valid }) => !valid) }
      : seat
  })
  const meant = new Set(told.map(({ reservation }) => reservation))
  return [...books.reservations]
    .filter(([id, { invitation }]) => meant.has(id) && isOver(books.invitations.get(invitation)!))
    .reduce<Books>((after, [id]) => returnLost(after, id), { ...books, seats })
}

/**
 * What the venue says of an evening now. One that was closed and is not final opens again when it is moved to come, or
 * cancelled: nobody was absent.
 */
export function syncEvening(
  books: Books,
  id: string,
  seen: { starts_at: number; cancelled: boolean },
  at: number,
): Books {
  const evening = books.invitations.get(id)!
  const { starts_at } = seen
  const moved = { ...books, invitations: withEntry(books.invitations, id, { ...evening, starts_at }) }
  if (evening.cancelled) return moved
  const to_come = starts_at > at && starts_at !== evening.starts_at
  const provisional = evening.final_at !== null && evening.final_at > at
  const reopened = provisional && (seen.cancelled || to_come) ? reopen(moved, id) : moved
  return seen.cancelled ? callOff(reopened, id) : reopened
}

function reopen(books: Books, id: string): Books {
  const evening = { ...books.invitations.get(id)!, closed_at: null, final_at: null, open: true }
  const mine = reservationsFor(books, id)
  return books.seats
    .filter(({ reservation, state }) => mine.includes(reservation) && state === 'unused')
    .reduce((after, seat) => changeSeat(move(after, 'unused', 'issued', 1), seat, { state: 'issued' }), {
      ...books,
      invitations: withEntry(books.invitations, id, evening),
    })
}

/** Every seat that the venue has booked starts on its way back; what is held is let go by who drives it. */
function callOff(books: Books, id: string): Books {
  const evening = books.invitations.get(id)!
  const cancelled = withEntry(books.invitations, id, { ...evening, cancelled: true, open: false })
  const mine = reservationsFor(books, id)
  const leaving = books.seats.filter(({ reservation, state }) => {
    if (!mine.includes(reservation) || !(state === 'held' || state === 'issued')) return false
    return ['booked', 'issued'].includes(books.reservations.get(reservation)!.state)
  })
  return setOff({ ...books, invitations: cancelled }, leaving)
}

function reservationsFor(books: Books, invitation: string): string[] {
  return [...books.reservations].filter(([, one]) => one.invitation === invitation).map(([id]) => id)
}
