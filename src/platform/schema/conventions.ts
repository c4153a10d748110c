import { sql } from 'drizzle-orm'
import {
  check,
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
import { organisation, role } from './people.ts'

export const season = pgTable(
  'season',
  { id: id(), name: text().notNull(), starts_at: instant().notNull(), ends_at: instant().notNull() },
  () => [check('season_order', sql`ends_at > starts_at`)],
)

export const connectionState = pgEnum('connection_state', ['draft', 'enabled', 'disabled'])

/** A structure's ticketing, and what we may do there. */
export const connection = pgTable(
  'connection',
  {
    id: id(),
    structure_id: uuid()
      .notNull()
      .references(() => organisation.id),
    platform: text().notNull(),
    settings: jsonb().notNull(),
    /** encrypted; the envelope names the master key, so that it can be rotated */
    credentials: text().notNull(),
    state: connectionState().notNull().default('draft'),
    /** the webhook address in force; the one before it stays good until `hook_overlap_ends_at` */
    hook_generation: integer().notNull().default(1),
    hook_overlap_ends_at: instant(),
    /** what `enable` made at the partner, in the adapter's own words */
    provision: jsonb(),
    checks: jsonb(),
    checked_at: instant(),
    books_cursor: jsonb(),
    reconciled_at: instant(),
  },
  (t) => [
    // gifts of an earlier system come under a connection of their own: one per structure, and never open
    uniqueIndex('connection_import')
      .on(t.structure_id)
      .where(sql`platform = 'import'`),
    check('connection_import_closed', sql`platform <> 'import' or state = 'disabled'`),
  ],
)

/** Structure × season. What was agreed is in its versions. */
export const convention = pgTable(
  'convention',
  {
    id: id(),
    structure_id: uuid()
      .notNull()
      .references(() => organisation.id),
    season_id: uuid()
      .notNull()
      .references(() => season.id),
    /** gifts given in [from, until) are this convention's */
    collects_from: instant().notNull(),
    collects_until: instant().notNull(),
  },
  (t) => [
    unique().on(t.structure_id, t.season_id),
    check('convention_collects', sql`collects_until > collects_from`),
  ],
)

export const companions = pgEnum('companions', ['credit', 'offered'])
export const dueOn = pgEnum('due_on', ['issued', 'used'])
export const holder = pgEnum('holder', ['structure', 'donee'])
/** who may issue a tax receipt; `none` must never say deductible */
export const receipt = pgEnum('receipt', ['association', 'structure', 'none'])

/**
 * What was agreed, never changed once written. The structure alone decides price, communication and organisation;
 * the rest takes effect only with both approvals. `in_force_at` is set by `approve`, and guarded by a trigger.
 */
export const conventionVersion = pgTable(
  'convention_version',
  {
    id: id(),
    convention_id: uuid()
      .notNull()
      .references(() => convention.id),
    number: integer().notNull(),
    // decided by the structure
    seat_price_cents: whole().notNull(),
    communication: jsonb().notNull(),
    organisation: jsonb().notNull(),
    // decided by both
    planned_seats: integer().notNull(),
    offer: jsonb().notNull(),
    surplus_use: jsonb().notNull(),
    companions: companions().notNull(),
    due_on: dueOn().notNull(),
    holder: holder().notNull(),
    receipt: receipt().notNull(),
    proposed_at: instant().notNull(),
    /** not before this instant, even when approved earlier */
    effective_from: instant().notNull(),
    in_force_at: instant(),
  },
  (t) => [
    unique().on(t.convention_id, t.number),
    check('version_price', sql`seat_price_cents between 1 and 100000`),
    check('version_planned', sql`planned_seats between 0 and 100000`),
  ],
)

/** One side's yes to one thing: a version, an invitation or a decision. Each side says it once. */
export const approval = pgTable(
  'approval',
  {
    subject_id: uuid().notNull(),
    side: role().notNull(),
    key_id: uuid().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject_id, t.side] }),
    check('approval_side', sql`side in ('structure', 'operator')`),
  ],
)

export const surplusUse = pgEnum('surplus_use', ['seats', 'management'])

/** What becomes of surplus cents: seats beyond those planned, or managing invitations. Both decide. */
export const surplusDecision = pgTable(
  'surplus_decision',
  {
    id: id(),
    convention_id: uuid()
      .notNull()
      .references(() => convention.id),
    use: surplusUse().notNull(),
    cents: whole().notNull(),
    /** with `seats`: how many, at what real price each */
    seats: integer(),
    seat_price_cents: whole(),
    reason: text().notNull(),
    proposed_at: instant().notNull(),
    taken_at: instant(),
  },
  (t) => [
    index().on(t.convention_id),
    check('surplus_cents', sql`cents > 0`),
    check(
      'surplus_seats',
      sql`(use = 'management' and seats is null and seat_price_cents is null)
        or (use = 'seats' and seats > 0 and seat_price_cents > 0 and seats * seat_price_cents = cents)`,
    ),
  ],
)
