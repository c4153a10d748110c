import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, instant, whole } from './columns.ts'
import { connection, convention } from './conventions.ts'
import { credit } from './ledger.ts'
import { organisation } from './people.ts'

export const performanceState = pgEnum('performance_state', ['scheduled', 'cancelled'])

/** One evening of a show, as the structure's ticketing tells it. */
export const performance = pgTable(
  'performance',
  {
    id: id(),
    connection_id: uuid()
      .notNull()
      .references(() => connection.id),
    /** the partner's own */
    reference: text().notNull(),
    title: text().notNull(),
    series: text(),
    venue: text(),
    starts_at: instant().notNull(),
    state: performanceState().notNull(),
    seats_free: integer(),
    public_price_cents: whole(),
    attendance_cursor: jsonb(),
    closed_at: instant(),
    /** until then an unused seat may still turn out to have been used */
    final_at: instant(),
  },
  (t) => [unique().on(t.connection_id, t.reference), index().on(t.starts_at)],
)

export const invitationState = pgEnum('invitation_state', ['proposed', 'open', 'closed'])

/** A performance offered to relays, with the allotment that the venue keeps aside for it. Both sides choose it. */
export const invitation = pgTable(
  'invitation',
  {
    id: id(),
    convention_id: uuid()
      .notNull()
      .references(() => convention.id),
    performance_id: uuid()
      .notNull()
      .references(() => performance.id)
      .unique(),
    seats: integer().notNull(),
    /** a running row: what is left of the allotment */
    seats_left: integer().notNull(),
    state: invitationState().notNull(),
    allotment: jsonb(),
    proposed_at: instant().notNull(),
    opened_at: instant(),
  },
  () => [check('invitation_seats', sql`seats > 0 and seats_left between 0 and seats`)],
)

export const reservationState = pgEnum('reservation_state', [
  'asked', // the waiting list's turn: seats kept until the relay says yes or the time is over
  'held', // credits held; the partner is being asked
  'booked', // the partner's order exists; tickets are on their way
  'issued', // tickets stored and delivered
  'released', // nothing was booked; credits are free again
  'returned', // every seat was given back, or the venue cancelled
])

export const reservation = pgTable(
  'reservation',
  {
    id: id(),
    invitation_id: uuid()
      .notNull()
      .references(() => invitation.id),
    relay_id: uuid()
      .notNull()
      .references(() => organisation.id),
    state: reservationState().notNull(),
    access_needs: jsonb().notNull(),
    created_at: instant().notNull(),
    changed_at: instant().notNull(),
    /** of `asked` */
    expires_at: instant(),
    /** the partner's order, once known */
    partner_order: text(),
    /** why it was released, for the relay */
    reason: text(),
    /** how many times the work was started; the sweep starts it again under the next number */
    drives: integer().notNull().default(0),
    driven_at: instant(),
  },
  (t) => [
    index().on(t.invitation_id),
    index().on(t.relay_id, t.id),
    index('reservation_moving')
      .on(t.driven_at)
      .where(sql`state in ('held', 'booked')`),
    index('reservation_order').on(t.partner_order),
    check('reservation_booked', sql`state not in ('booked', 'issued') or partner_order is not null`),
  ],
)

export const attemptState = pgEnum('attempt_state', ['started', 'confirmed', 'refused', 'absent'])

/** One try to book at the partner, under a reference of its own: what is unknown is looked up, never repeated. */
export const attempt = pgTable(
  'attempt',
  {
    reservation_id: uuid()
      .notNull()
      .references(() => reservation.id),
    number: integer().notNull(),
    reference: text().notNull(),
    state: attemptState().notNull(),
    started_at: instant().notNull(),
    ended_at: instant(),
    detail: text(),
  },
  (t) => [
    primaryKey({ columns: [t.reservation_id, t.number] }),
    uniqueIndex('attempt_reference').on(t.reference),
    // never two attempts of one reservation under way
    uniqueIndex('attempt_under_way')
      .on(t.reservation_id)
      .where(sql`state in ('started', 'confirmed')`),
  ],
)

export const seatKind = pgEnum('seat_kind', ['guest', 'companion'])
export const seatState = pgEnum('seat_state', [
  'held',
  'issued',
  'used',
  'unused',
  'returning',
  'returned',
  'released',
])

/** State is per seat: part of a group comes, one seat is given back. */
export const seat = pgTable(
  'seat',
  {
    id: id(),
    reservation_id: uuid()
      .notNull()
      .references(() => reservation.id),
    convention_id: uuid().notNull(),
    credit_number: integer().notNull(),
    kind: seatKind().notNull(),
    state: seatState().notNull(),
    /** the partner's name for it */
    position: text(),
    /** where its ticket lies in the file store, until it is erased */
    ticket_key: text(),
    ticket_type: text(),
    scanned_at: instant(),
    /** since when the venue is known to have cancelled it by itself; null: it has not */
    lost_at: instant(),
    /** what is due to the structure for it now, so that a return takes back exactly that */
    due_cents: whole().notNull().default(0),
    /** counts changes of state at the door, so that each is posted once */
    scans: integer().notNull().default(0),
  },
  (t) => [
    index().on(t.reservation_id),
    index('seat_returning')
      .on(t.reservation_id)
      .where(sql`state = 'returning'`),
    index('seat_without_ticket')
      .on(t.reservation_id)
      .where(sql`state = 'held' and position is not null`),
    foreignKey({
      columns: [t.convention_id, t.credit_number],
      foreignColumns: [credit.convention_id, credit.number],
    }),
    // a season's report counts them; the living are found by their credits
    index('seat_gone')
      .on(t.convention_id)
      .where(sql`state in ('returned', 'released')`),
    // a credit is behind one living seat at most
    uniqueIndex('seat_of_credit')
      .on(t.convention_id, t.credit_number)
      .where(sql`state not in ('returned', 'released')`),
    check('seat_position', sql`state in ('held', 'released') or position is not null`),
  ],
)

export const waitingState = pgEnum('waiting_state', ['waiting', 'asked', 'booked', 'left'])

/** Who would like seats that come free, first come first asked. */
export const waiting = pgTable(
  'waiting',
  {
    id: id(),
    invitation_id: uuid()
      .notNull()
      .references(() => invitation.id),
    relay_id: uuid()
      .notNull()
      .references(() => organisation.id),
    seats: integer().notNull(),
    state: waitingState().notNull(),
    reservation_id: uuid().references(() => reservation.id),
    created_at: instant().notNull(),
  },
  (t) => [
    index('waiting_next')
      .on(t.invitation_id, t.created_at)
      .where(sql`state = 'waiting'`),
    uniqueIndex('waiting_once')
      .on(t.invitation_id, t.relay_id)
      .where(sql`state in ('waiting', 'asked')`),
    check('waiting_seats', sql`seats between 1 and 50`),
  ],
)

/** A difference between the partner's books and ours, with what to do. */
export const difference = pgTable(
  'difference',
  {
    id: id(),
    connection_id: uuid()
      .notNull()
      .references(() => connection.id),
    kind: text().notNull(),
    reference: text().notNull(),
    ours: text(),
    theirs: text(),
    found_at: instant().notNull(),
    settled_at: instant(),
  },
  (t) => [
    uniqueIndex('difference_open')
      .on(t.connection_id, t.kind, t.reference)
      .where(sql`settled_at is null`),
  ],
)
