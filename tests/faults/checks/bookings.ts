import type { TheirBooking } from '../around/house.ts'
import type { Play } from '../play.ts'

interface OurSeat {
  id: string
  reservation_id: string
  state: string
  position: string | null
  order: string | null
  reference: string | null
  /** its evening is closed, and what the door saw may still correct it */
  settled: boolean
}

/** Both sides of what was booked: I4, the seats kept aside, and who came. */
export async function bookingViolations(play: Play): Promise<string[]> {
  const found: string[] = []
  for (const { venue, connection_id } of play.territory.theatres) {
    const ours = await play.rows<OurSeat>(OUR_SEATS, [connection_id, play.scene.now])
    const theirs = venue.bookings()
    const standing = ours.filter(({ state }) => STANDING.has(state))
    found.push(...ordersTwice(theirs), ...unmatched(standing, theirs), ...attendance(standing, theirs))
    const kept = await play.rows<{ reference: string; seats: number; title: string }>(ALLOTMENTS, [
      connection_id,
    ])
    for (const evening of venue.performances()) {
      const agreed = kept.find(({ reference }) => reference === evening.id)?.seats ?? 0
      if (!evening.cancelled && evening.kept_aside !== agreed) {
        found.push(
          `I4: ${venue.name} keeps ${evening.kept_aside} seats aside for ${evening.id}, and ${agreed} were agreed`,
        )
      }
    }
  }
  return found
}

const STANDING = new Set(['issued', 'used', 'unused', 'returning', 'held'])

const OUR_SEATS = `
  select s.id, s.reservation_id, s.state::text, s.position, r.partner_order as "order", a.reference,
      coalesce(f.closed_at is not null and f.final_at > $2, false) as settled
    from seat s join reservation r on r.id = s.reservation_id join invitation i on i.id = r.invitation_id
    join performance f on f.id = i.performance_id
    left join attempt a on a.reservation_id = r.id and a.state = 'confirmed'
   where f.connection_id = $1 and r.state <> 'asked'`

const ALLOTMENTS = `
  select split_part(f.reference, ':', 3) as reference, i.seats from invitation i join performance f on f.id = i.performance_id
   where f.connection_id = $1`

/** I4: one order for one reservation, whatever was tried. */
function ordersTwice(theirs: readonly TheirBooking[]): string[] {
  const confirmed = theirs.filter(({ status }) => status === 'confirmed')
  const twice = [...Map.groupBy(confirmed, ({ reservation_id }) => reservation_id)].filter(
    ([, of]) => of.length > 1,
  )
  return twice.map(
    ([id, of]) =>
      `I4: the reservation ${id} has ${of.length} orders: ${of.map(({ order }) => order).join(' ')}`,
  )
}

/** I4, both directions: every seat that we count on is valid at the venue, and every one valid there is counted here. */
function unmatched(ours: readonly OurSeat[], theirs: readonly TheirBooking[]): string[] {
  const found: string[] = []
  const known = new Map(
    theirs.flatMap((booking) => booking.seats.map((seat) => [seat.position, { ...seat, booking }] as const)),
  )
  for (const seat of ours) {
    const there = seat.position === null ? undefined : known.get(seat.position)
    const same =
      there?.valid &&
      there.booking.order === seat.order &&
      there.booking.reference === seat.reference &&
      there.booking.reservation_id === seat.reservation_id
    if (!same)
      found.push(`I4: our seat ${JSON.stringify(seat)} is at the venue ${JSON.stringify(there ?? null)}`)
  }
  const counted = new Set(ours.map(({ position }) => position))
  for (const [position, { valid, booking }] of known) {
    if (valid && !counted.has(position)) {
      found.push(
        `I4: the venue holds ${position} for the reservation ${booking.reservation_id} (order ${booking.order}), and nobody counts on it`,
      )
    }
  }
  for (const { order, status } of theirs) {
    if (status === 'held')
      found.push(`I5: the hold ${order} stands at the venue, and nobody confirms or ends it`)
  }
  return found
}

/** After the evening, whoever was scanned is *used*, and whoever was not is not. */
function attendance(ours: readonly OurSeat[], theirs: readonly TheirBooking[]): string[] {
  const scanned = new Set(
    theirs.flatMap(({ seats }) => seats.filter((seat) => seat.scanned).map((seat) => seat.position)),
  )
  return ours
    .filter(({ position, state, settled }) => settled && scanned.has(String(position)) !== (state === 'used'))
    .map(
      (seat) =>
        `the door ${scanned.has(String(seat.position)) ? 'scanned' : 'did not scan'} the seat ${seat.id}, which is ${seat.state}`,
    )
}
