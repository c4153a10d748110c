import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import {
  beginAttempt,
  endAttempt,
  giveBack,
  issue,
  release,
  reserve,
  seatsLeft,
  settleReturn,
  type Books,
  type Outcome,
} from '../../../src/ledger/model/index.ts'
import { refusal, run } from '../clients.ts'
import { step } from './command.ts'
import { iso, type Model, type Territory } from './territory.ts'

type State = Books['seats'][number]['state'] | 'started' | 'lost'

/** A reservation with a seat in this state (or lost) if there is one (often the case that matters), else any. */
export function pickReservation(nth: number, { books }: Readonly<Model>, likely: State): string | null {
  const all = [...books.reservations.keys()]
  const fitting = all.filter((id) =>
    likely === 'started'
      ? books.reservations.get(id)!.attempt === 'started'
      : books.seats.some(
          (seat) => seat.reservation === id && (seat.state === likely || (likely === 'lost' && seat.lost)),
        ),
  )
  const from = fitting.length > 0 && nth % 5 > 0 ? fitting : all
  return from.length > 0 ? from[nth % from.length]! : null
}

export function take(model: Model, outcome: Outcome<unknown>): string | null {
  if ('refused' in outcome) return outcome.refused
  model.books = outcome.books
  return null
}

const nth = fc.nat({ max: 50 })
/** Some of a reservation's seats, by a mask; null: all of them. */
const some = fc.option(fc.nat({ max: 255 }))
const seatsBy = (mask: number | null, { books }: Readonly<Model>, reservation: string) =>
  books.seats
    .filter((seat) => seat.reservation === reservation)
    .filter((_, n) => mask === null || (mask >> n) & 1)
    .map(({ id }) => id)

const ask = step(
  'reserve',
  fc.record({ nth, guests: fc.integer({ min: 1, max: 4 }), companions: fc.integer({ min: 0, max: 2 }) }),
  ({ nth: n, ...wish }, { books }) => ({
    ...wish,
    invitation: [...books.invitations.keys()][n % books.invitations.size]!,
  }),
  async ({ guests, companions, invitation }, model, { client, relay }) => {
    const reservation = uuidv7()
    const seat_ids = Array.from({ length: guests + companions }, uuidv7)
    const wish = { reservation, invitation, guests, companions, seat_ids }
    const modelled = take(model, reserve(model.books, wish, model.now))
    const asked = {
      id: reservation,
      invitation_id: invitation,
      guests,
      companions,
      seat_ids,
      access_needs: [],
    }
    const stored = await refusal(run(client, 'reserve', { ...asked, principal: relay, now: iso(model.now) }))
    return { modelled, stored }
  },
)

const begin = (client: Territory['client'], reservation_id: string, model: Model) =>
  run(client, 'begin_attempt', { reservation_id, reference: uuidv7(), now: iso(model.now) })

const beginning = step(
  'begin attempt',
  nth,
  (n, model) => pickReservation(n, model, 'held'),
  async (id, model, { client }) => {
    model.books = beginAttempt(model.books, id)
    await begin(client, id, model)
    return { modelled: null, stored: null }
  },
)

const ending = step(
  'end attempt',
  fc.record({ nth, end: fc.constantFrom('confirmed', 'confirmed', 'refused', 'absent') }),
  ({ nth: n, end }, model) => {
    const id = pickReservation(n, model, 'started')
    return id && model.books.reservations.get(id)!.attempt === 'started' ? { id, end } : null
  },
  async ({ id, end }, model, { client }) => {
    const { attempt } = await begin(client, id, model) // resumes the one under way, and tells its reference
    model.books = endAttempt(model.books, id, end)
    const positions = positionsOf(model, id)
    const order = `O-${id}`
    const how = {
      reservation_id: id,
      reference: attempt!.reference,
      state: end,
      order,
      positions,
      now: iso(model.now),
    }
    const { state } = await run(client, 'end_attempt', how)
    return { modelled: model.books.reservations.get(id)!.state, stored: state }
  },
)

function positionsOf({ books }: Model, id: string): string[] {
  return books.seats.filter((seat) => seat.reservation === id).map((_, n) => `${id}-${n}`)
}

const issuing = step(
  'issue',
  fc.record({ nth, missing: fc.boolean() }),
  ({ nth: n, missing }, model) => {
    const id = pickReservation(n, model, 'held')
    return id === null ? null : { id, missing: missing && n % 3 === 0 }
  },
  async ({ id, missing }, model, { client }) => {
    const given = positionsOf(model, id).slice(missing ? 1 : 0)
    const numbers = given.map((position) => Number(position.split('-').at(-1)))
    const modelled = take(model, issue(model.books, id, numbers, model.now))
    const tickets = given.map((position) => ({ position, key: position, media_type: 'application/pdf' }))
    const stored = await refusal(run(client, 'issue', { reservation_id: id, tickets, now: iso(model.now) }))
    return { modelled, stored }
  },
)

const releasing = step(
  'release',
  nth,
  (n, model) => pickReservation(n, model, 'held'),
  async (id, model, { client }) => {
    const modelled = take(model, release(model.books, id))
    const asked = { reservation_id: id, reason: 'sold_out', now: iso(model.now) }
    return { modelled, stored: await refusal(run(client, 'release', asked)) }
  },
)

const givingBack = step(
  'give back',
  fc.record({ nth, some }),
  ({ nth: n, some: mask }, model) => {
    const id = pickReservation(n, model, 'issued')
    return id === null ? null : { id, seat_ids: mask === null ? null : seatsBy(mask, model, id) }
  },
  async ({ id, seat_ids }, model, { client, relay }) => {
    const which = seat_ids && new Set(seat_ids)
    const modelled = take(model, giveBack(model.books, id, which, model.now))
    const asked = { reservation_id: id, seat_ids, principal: relay, now: iso(model.now) }
    return { modelled, stored: await refusal(run(client, 'give_back', asked)) }
  },
)

const settling = step(
  'settle return',
  fc.record({ nth, some, outcome: fc.constantFrom('cancelled', 'cancelled', 'refused') }),
  ({ nth: n, some: mask, outcome }, model) => {
    const id = pickReservation(n, model, 'returning')
    return id === null ? null : { id, outcome, seat_ids: seatsBy(mask, model, id) }
  },
  async ({ id, outcome, seat_ids }, model, { client }) => {
    model.books = settleReturn(model.books, id, new Set(seat_ids), outcome)
    await run(client, 'settle_return', { reservation_id: id, seat_ids, outcome, now: iso(model.now) })
    return { modelled: null, stored: null }
  },
)

/** The whole way to tickets in one step, so that runs reach the evening. */
const through = step(
  'book through',
  fc.record({ nth, guests: fc.integer({ min: 1, max: 3 }) }),
  ({ nth: n, guests }, { books, now }) => {
    const open = [...books.invitations].filter(([, one]) => one.open && one.starts_at > now)
    const credits = books.credits.filter((credit) => credit.state === 'available').length
    const fitting = open.filter(([id]) => credits >= guests && seatsLeft(books, id) >= guests)
    return fitting.length > 0 ? { invitation: fitting[n % fitting.length]![0], guests } : null
  },
  async ({ invitation, guests }, model, { client, relay }) => {
    const id = uuidv7()
    const seat_ids = Array.from({ length: guests }, uuidv7)
    const now = iso(model.now)
    take(
      model,
      reserve(model.books, { reservation: id, invitation, guests, companions: 0, seat_ids }, model.now),
    )
    model.books = endAttempt(beginAttempt(model.books, id), id, 'confirmed')
    take(model, issue(model.books, id, [...seat_ids.keys()], model.now))
    const wish = { id, invitation_id: invitation, guests, companions: 0, seat_ids, access_needs: [] }
    await run(client, 'reserve', { ...wish, principal: relay, now })
    const { attempt } = await begin(client, id, model)
    const positions = positionsOf(model, id)
    const booked = { reservation_id: id, reference: attempt!.reference, state: 'confirmed', order: `O-${id}` }
    await run(client, 'end_attempt', { ...booked, positions, now })
    const tickets = positions.map((position) => ({ position, key: position, media_type: 'application/pdf' }))
    const { state } = await run(client, 'issue', { reservation_id: id, tickets, now })
    return { modelled: 'issued', stored: state }
  },
)

export const seatSteps = [
  ask,
  ask,
  beginning,
  ending,
  ending,
  issuing,
  releasing,
  givingBack,
  settling,
  through,
  through,
]
