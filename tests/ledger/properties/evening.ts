import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import {
  closeEvening,
  recordLost,
  recordScans,
  seatsLeft,
  syncEvening,
  type Books,
} from '../../../src/ledger/model/index.ts'
import { refusal, run } from '../clients.ts'
import { step } from './command.ts'
import { pickReservation, take } from './seats.ts'
import { HOUR_MS, iso, type Model } from './territory.ts'

const nth = fc.nat({ max: 50 })
const pickInvitation = (n: number, { books }: Readonly<Model>) =>
  [...books.invitations.keys()][n % books.invitations.size]!

/** The door of several reservations at once; of one seat the last word counts. */
const scanning = step(
  'scan',
  fc.array(fc.record({ nth, position: fc.nat({ max: 4 }), came: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  }),
  (drawn, model) => {
    const scans = drawn.flatMap(({ nth: n, position, came }) => {
      const reservation = pickReservation(n, model, came ? 'issued' : 'used')
      return reservation ? [{ reservation, position, came }] : []
    })
    return scans.length > 0 ? scans : null
  },
  async (scans, model, { client, connection_id }) => {
    const before = model.books
    model.books = recordScans(model.books, scans, model.now)
    const seen = scans.map(({ reservation, position, came }) => ({
      order: `O-${reservation}`,
      position: `${reservation}-${position}`,
      scanned_at: came ? iso(model.now) : null,
    }))
    const answer = await run(client, 'record_scans', { connection_id, scans: seen, now: iso(model.now) })
    return { modelled: changedAtTheDoor(before, model.books), stored: answer }
  },
)

function changedAtTheDoor(before: Books, after: Books) {
  const count = (wanted: (was: string, is: string) => boolean) =>
    after.seats.filter(({ state }, n) => wanted(before.seats[n]!.state, state)).length
  return {
    used: count((was, is) => was !== 'used' && is === 'used'),
    undone: count((was, is) => was === 'used' && is !== 'used'),
  }
}

/** The venue cancels seats by itself, or makes some valid again: before the evening, after it, or while they go back. */
const losing = step(
  'lose',
  fc.array(fc.record({ nth, position: fc.nat({ max: 2 }), valid: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  }),
  (drawn, model) => {
    const told = drawn.flatMap(({ nth: n, position, valid }) => {
      const likely = valid ? 'lost' : (['issued', 'unused', 'held'] as const)[n % 3]!
      const reservation = pickReservation(n, model, likely)
      return reservation ? [{ reservation, position, valid }] : []
    })
    return told.length > 0 ? told : null
  },
  async (told, model, { client, connection_id }) => {
    const before = model.books
    model.books = recordLost(model.books, told, model.now)
    const seats = told.map(({ reservation, position, valid }) => ({
      order: `O-${reservation}`,
      position: `${reservation}-${position}`,
      valid,
    }))
    const answer = await run(client, 'record_lost', { connection_id, seats, now: iso(model.now) })
    const lost = model.books.seats.filter((seat, n) => seat.lost && !before.seats[n]!.lost).length
    return { modelled: lost, stored: answer.lost }
  },
)

/** The evening comes (or is said to be over too early), and is closed. */
const closing = step(
  'close evening',
  fc.record({ nth, early: fc.boolean() }),
  ({ nth: n, early }, model) => {
    const held = [...model.books.invitations].filter(([, one]) => !one.cancelled && one.closed_at === null)
    const id = held.length > 0 && n % 3 > 0 ? held[n % held.length]![0] : pickInvitation(n, model)
    return { id, early: early && n % 3 === 0 }
  },
  async ({ id, early }, model, { client, performances }) => {
    if (!early) model.now = Math.max(model.now, model.books.invitations.get(id)!.starts_at + 3 * HOUR_MS)
    const final_at = model.now + 72 * HOUR_MS
    const outcome = closeEvening(model.books, id, model.now, final_at)
    const refused = take(model, outcome)
    const asked = { performance_id: performances.get(id)!, final_at: iso(final_at), now: iso(model.now) }
    if (refused) return { modelled: refused, stored: await refusal(run(client, 'close_evening', asked)) }
    return {
      modelled: 'answer' in outcome && outcome.answer,
      stored: await run(client, 'close_evening', asked),
    }
  },
)

/** What the ticketing plays now: an evening is moved, or called off. */
const syncing = step(
  'sync',
  fc.record({ nth, by_hours: fc.integer({ min: -20, max: 20 }), cancelled: fc.boolean() }),
  ({ nth: n, ...what }, model) => ({
    ...what,
    cancelled: what.cancelled && n % 4 === 0,
    id: pickInvitation(n, model),
  }),
  async ({ id, by_hours, cancelled }, model, { client, connection_id, performances }) => {
    const starts_at = model.books.invitations.get(id)!.starts_at + by_hours * HOUR_MS
    model.books = syncEvening(model.books, id, { starts_at, cancelled }, model.now)
    const reference = performances.get(id)!
    const status = cancelled ? 'cancelled' : 'scheduled'
    const seen = { id: uuidv7(), reference, title: 'Le Cid', status, starts_at: iso(starts_at) }
    const answer = await run(client, 'sync_performances', {
      connection_id,
      performances: [seen],
      now: iso(model.now),
    })
    return { modelled: 1, stored: answer.performances }
  },
)

const changingAllotment = step(
  'allot',
  fc.record({ nth, seats: fc.integer({ min: 1, max: 20 }) }),
  ({ nth: n, seats }, model) => ({ seats, id: pickInvitation(n, model) }),
  async ({ id, seats }, model, { client }) => {
    const before = model.books.invitations.get(id)!
    const promised = before.seats - seatsLeft(model.books, id)
    if (promised <= seats) {
      model.books = {
        ...model.books,
        invitations: new Map(model.books.invitations).set(id, { ...before, seats }),
      }
    }
    const stored = await refusal(
      run(client, 'change_allotment', { id, seats, allotment: null, now: iso(model.now) }),
    )
    return { modelled: promised <= seats ? null : 'seats_promised', stored }
  },
)

export const eveningSteps = [
  scanning,
  scanning,
  scanning,
  losing,
  losing,
  closing,
  syncing,
  changingAllotment,
]
