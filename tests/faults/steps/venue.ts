import * as fc from 'fast-check'
import { either, nth, some, kind, type Play } from '../play.ts'

/** What happens at the venues themselves: their programme, their counter, their door. */

const HOUR_MS = 3_600_000

export const callOff = kind(
  'the venue cancels an evening',
  { theatre: either, evening: some },
  async (play, drawn) => {
    const { venue, performances } = play.territory.theatres[drawn.theatre]!
    const evening = nth(performances, drawn.evening)!
    if (play.known.called_off.has(evening.id)) return false
    await venue.cancelPerformance(evening.reference)
    play.known.called_off.add(evening.id)
    return true
  },
)

export const move = kind(
  'the venue moves an evening',
  { theatre: either, evening: some, hours: fc.integer({ min: -12, max: 48 }) },
  async (play, { theatre, evening, hours }) => {
    const { venue, performances } = play.territory.theatres[theatre]!
    const { id, reference } = nth(performances, evening)!
    const now = venue.performances().find((one) => one.id === reference)!
    const to_ms = Date.parse(now.starts_at) + hours * HOUR_MS
    if (play.known.called_off.has(id) || hours === 0 || to_ms <= play.scene.timeline.now_ms) return false
    await venue.movePerformance(reference, to_ms)
    return true
  },
)

export const sell = kind(
  'the public buys seats',
  { theatre: either, evening: some, seats: fc.integer({ min: 1, max: 9 }) },
  async (play, { theatre, evening, seats }) => {
    const { venue, performances } = play.territory.theatres[theatre]!
    const { id, reference } = nth(performances, evening)!
    if (play.known.called_off.has(id)) return false
    return venue.sell(reference, seats).then(
      () => true,
      () => false,
    )
  },
)

/** Ways in that the venue has issued to us, scanned or not. */
const waysIn = ({ territory }: Play, scanned: boolean) =>
  territory.theatres.flatMap(({ venue }) =>
    venue
      .bookings()
      .flatMap((booking) =>
        booking.seats
          .filter((seat) => seat.valid && seat.scanned === scanned)
          .map(({ position }) => ({ venue, booking, position })),
      ),
  )

export const scan = kind(
  'the door scans',
  { which: some, all: fc.boolean() },
  async (play, { which, all }) => {
    const first = nth(waysIn(play, false), which)
    if (!first) return false
    const { venue, booking, position } = first
    const group = booking.seats.filter((seat) => seat.valid && !seat.scanned).map((seat) => seat.position)
    // a performance that was cancelled has no door
    for (const one of all ? group : [position]) await venue.scan(one).catch(() => undefined)
    return true
  },
)

export const undo = kind('the door undoes a scan', { which: some }, async (play, { which }) => {
  const scanned = nth(waysIn(play, true), which)
  if (!scanned) return false
  await scanned.venue.undoScan(scanned.position)
  return true
})

/** The counter cancels a booking of ours: a promise is broken, and a person has to be told. */
export const breakPromise = kind(
  'the venue cancels a booking of ours',
  { which: some, all: fc.boolean() },
  async (play, { which, all }) => {
    const booked = nth(waysIn(play, false), which)
    if (!booked || booked.booking.seats.some(({ scanned }) => scanned)) return false
    const evening = booked.venue.performances().find(({ id }) => id === booked.booking.performance)!
    if (Date.parse(evening.starts_at) <= play.scene.timeline.now_ms) return false
    await booked.venue.cancelBooking(booked.booking.order, all ? undefined : [booked.position])
    const gone = all ? booked.booking.seats.map(({ position }) => position) : [booked.position]
    for (const position of gone) play.known.broken.add(position)
    return true
  },
)

export const close = kind(
  'close an evening',
  { theatre: either, evening: some },
  async (play, { theatre, evening }) => {
    const { id } = nth(play.territory.theatres[theatre]!.performances, evening)!
    const path = `/v1/performances/${id}/close`
    await play.write({ actor: play.territory.operator, method: 'POST', path, body: {} })
  },
)

export const venueKinds = [callOff, move, sell, scan, scan, scan, undo, breakPromise, close]
