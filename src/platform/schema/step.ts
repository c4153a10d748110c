import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, whole } from './columns.ts'
import { organisation } from './people.ts'

/** How a structure shows the donation step. What it says of money comes from the convention in force. */
export const step = pgTable(
  'step',
  {
    structure_id: uuid()
      .primaryKey()
      .references(() => organisation.id),
    /** public, `pk_…`: names the structure on pages, and lets nobody in */
    key: text().notNull().unique(),
    /** of the pages that may ask for a payment */
    origins: text().array().notNull(),
    max_cents: whole().notNull(),
    /** carts to which it is shown, of a hundred */
    shown_percent: integer().notNull(),
    /** the structure's own words by language, where it has any */
    texts: jsonb().notNull(),
    changed_at: instant().notNull(),
    /** how many times it was set: each begins to count carts anew */
    trial: integer().notNull().default(1),
    /** which token its edge Worker proves itself with; those before are refused */
    edge_generation: integer().notNull().default(1),
    /** by itself, because carts of this trial did not finish; null while it is on */
    switched_off_at: instant(),
  },
  () => [
    check('step_max', sql`max_cents between 100 and 10000000`),
    check('step_shown', sql`shown_percent between 0 and 100`),
  ],
)

/**
 * Carts by day and arm, of all buyers together: nothing of one cart is kept. Those of a trial began when the step was last set;
 * what is judged are their sums.
 */
export const stepCount = pgTable(
  'step_count',
  {
    structure_id: uuid()
      .notNull()
      .references(() => step.structure_id),
    trial: integer().notNull(),
    /** in UTC */
    day: date({ mode: 'string' }).notNull(),
    /** the arm: carts that see the step, or do not */
    shown: boolean().notNull(),
    /** the step's page was asked for, and an order was made; so many times */
    begun: whole().notNull(),
    finished: whole().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.structure_id, t.trial, t.day, t.shown] }),
    check('step_count_grows', sql`begun >= 0 and finished >= 0`),
  ],
)

/** What each version of a step showed, so that a consent that names it proves what was read. Never changed. */
export const stepVersion = pgTable(
  'step_version',
  {
    structure_id: uuid().notNull(),
    version: text().notNull(),
    shown: jsonb().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.structure_id, t.version] })],
)

/** What someone chose in a step that fills the ticketing's own line; the order that it led to is named when it is made. */
export const consent = pgTable(
  'consent',
  {
    /** made in the page, new for each choice */
    intent: uuid().primaryKey(),
    structure_id: uuid().notNull(),
    version: text().notNull(),
    language: text().notNull(),
    cents: whole().notNull(),
    /** as it was written; empty where a suggestion was taken */
    typed: text().notNull(),
    at: instant().notNull(),
    /** a hash of what the ticketing calls the cart; erased with the order, or after a day */
    cart: text(),
    order: text(),
  },
  (t) => [
    index('consent_of_cart')
      .on(t.structure_id, t.cart)
      .where(sql`cart is not null`),
    uniqueIndex('consent_of_order')
      .on(t.structure_id, t.order)
      .where(sql`"order" is not null`),
    check('consent_cents', sql`cents between 1 and 10000000`),
  ],
)
