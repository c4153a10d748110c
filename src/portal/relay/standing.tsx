import type { ReservationView } from '../../invitations/index.ts'
import type { Instant } from '../../platform/clock.ts'
import { Tag } from '../parts.tsx'
import type { RelayWords } from '../words/relay.ts'

/** How a reservation stands, in words and not by colour alone. */
export function Standing({
  words,
  reservation,
  now,
}: {
  words: RelayWords
  reservation: Pick<ReservationView, 'state' | 'called_off' | 'starts_at' | 'seats' | 'lost'>
  now: Instant
}) {
  const { state, called_off, starts_at, seats, lost } = reservation
  if (called_off) return <Tag tone="alert">{words.called_off}</Tag>
  if (state === 'released' || state === 'returned') return <Tag tone="past">{words.state[state]}</Tag>
  if (starts_at <= now) return <Tag tone="past">{words.over}</Tag>
  if (lost > 0) return <Tag tone="alert">{words.some_lost(lost)}</Tag>
  if (state !== 'issued') return <Tag tone="wait">{words.state[state]}</Tag>
  return seats.issued ? <Tag tone="good">{words.state.issued}</Tag> : <Tag tone="past">{words.returning}</Tag>
}

/** Seats that someone will sit on. */
export const livingSeats = ({ seats }: Pick<ReservationView, 'seats'>): number =>
  Object.entries(seats).reduce(
    (sum, [state, count]) => (['returning', 'returned', 'released'].includes(state) ? sum : sum + count),
    0,
  )
