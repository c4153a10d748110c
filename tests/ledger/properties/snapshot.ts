import { seatsLeft, type Books } from '../../../src/ledger/model/index.ts'
import type { Territory } from './territory.ts'

const byText = (a: string, b: string) => (a < b ? -1 : 1)

/** The model's books in the form in which the database tells its own. */
export function booksAsRows(books: Books) {
  return {
    sums: Object.entries(books.sums)
      .filter(([, sum]) => sum !== 0)
      .toSorted(([a], [b]) => byText(a, b)),
    fund: [books.line_in, books.line_out, books.surplus_cents, books.shortfall_cents, books.minted],
    gifts: [...books.gifts]
      .toSorted(([a], [b]) => byText(a, b))
      .map(([reference, gift]) => [reference, gift.cents, gift.version, gift.convention_version]),
    // a credit that is withdrawn writes its cents at once, a gift's cents when they are posted: by their place, then
    inflows: [...books.inflows]
      .map(({ gift, cents, span, applied }) => [gift, cents, span?.from ?? null, span?.to ?? null, applied])
      .toSorted((a, b) => byText(JSON.stringify(a), JSON.stringify(b))),
    outflows: books.outflows.map(({ from, to, use, credit, gift }) => [from, to, use, credit, gift]),
    credits: books.credits.map(({ number, price_cents, origin, state, seat }) => [
      number,
      price_cents,
      origin,
      state,
      seat,
    ]),
    invitations: [...books.invitations].map(([id, one]) => [
      id,
      one.seats,
      seatsLeft(books, id),
      one.open ? 'open' : 'closed',
    ]),
    reservations: [...books.reservations].map(([id, { state }]) => [id, state]),
    seats: books.seats.map((seat) => [
      seat.id,
      seat.credit,
      seat.kind,
      seat.state,
      seat.position === null ? null : `${seat.reservation}-${seat.position}`,
      seat.due_cents,
      seat.lost,
    ]),
  }
}

const ROWS = `select
  (select coalesce(jsonb_agg(jsonb_build_array(account, debits - credits) order by account::text), '[]')
     from balances($1) where debits <> credits) as sums,
  (select jsonb_build_array(line_in, line_out, surplus_cents, shortfall_cents, minted)
     from fund where convention_id = $1) as fund,
  (select coalesce(jsonb_agg(jsonb_build_array(reference, cents, version, convention_version) order by reference), '[]')
     from gift where convention_id = $1) as gifts,
  (select coalesce(jsonb_agg(jsonb_build_array(g.reference, i.cents, span_from, span_to, applied_at is not null)), '[]')
     from inflow i left join gift g on g.id = i.gift_id where i.convention_id = $1) as inflows,
  (select coalesce(jsonb_agg(jsonb_build_array(span_from, span_to, use, credit_number, g.reference) order by span_from), '[]')
     from outflow o left join gift g on g.id = o.gift_id where o.convention_id = $1) as outflows,
  (select coalesce(jsonb_agg(jsonb_build_array(number, price_cents, origin, state, seat_id) order by number), '[]')
     from credit where convention_id = $1) as credits,
  (select jsonb_agg(jsonb_build_array(id, seats, seats_left, state) order by id)
     from invitation where convention_id = $1) as invitations,
  (select coalesce(jsonb_agg(jsonb_build_array(r.id, r.state) order by r.id), '[]')
     from reservation r join invitation i on i.id = r.invitation_id where i.convention_id = $1) as reservations,
  (select coalesce(jsonb_agg(jsonb_build_array(id, credit_number, kind, state, position, due_cents, lost_at is not null) order by id), '[]')
     from seat where convention_id = $1) as seats`

/** The database's rows; ids are made in rising order, so both sides are sorted alike. */
export async function databaseRows(territory: Territory): Promise<unknown> {
  const { rows } = await territory.client.query<ReturnType<typeof booksAsRows>>(ROWS, [
    territory.convention_id,
  ])
  const [found] = rows
  return {
    ...found,
    inflows: found!.inflows.toSorted((a, b) => byText(JSON.stringify(a), JSON.stringify(b))),
  }
}
