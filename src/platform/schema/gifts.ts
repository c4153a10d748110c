import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, instant, whole } from './columns.ts'

/** A gift as last observed. No name and no address: only what it is, where it came from, and what proves the consent. */
export const gift = pgTable(
  'gift',
  {
    id: id(),
    connection_id: uuid().notNull(),
    /** order and line at the partner */
    reference: text().notNull(),
    cents: whole().notNull(),
    version: bigint({ mode: 'number' }).notNull(),
    /** null: in suspense, until a convention in force collects it */
    convention_id: uuid(),
    /** the version that was in force when it was given */
    convention_version: integer(),
    posted_cents: whole().notNull().default(0),
    /** what was posted before the last change, so that one write tells the difference */
    posted_before_cents: whole().notNull().default(0),
    given_at: instant().notNull(),
    observed_at: instant().notNull(),
    evidence: jsonb().notNull(),
  },
  (t) => [
    uniqueIndex('gift_once').on(t.connection_id, t.reference),
    index('gift_of_convention').on(t.convention_id, t.id),
    index('gift_in_suspense')
      .on(t.connection_id)
      .where(sql`convention_id is null`),
    // whoever paid it comes back by the intent that they made
    index('gift_of_intent')
      .on(sql`(evidence->'consent'->>'intent')`)
      .where(sql`evidence->'consent'->>'intent' is not null`),
    // and by the order that their gift is a line of, where its ticketing shows a page of it
    index('gift_of_order')
      .on(sql`(evidence->>'order')`)
      .where(sql`evidence->>'order' is not null`),
    check('gift_cents', sql`cents between 0 and 100000000`),
    check('gift_posted', sql`posted_cents >= 0 and (convention_id is not null or posted_cents = 0)`),
  ],
)

export const inboxState = pgEnum('inbox_state', ['received', 'done', 'ignored', 'set_aside'])

/** What a ticketing told us, stored before anything is worked on, and worked on until done or set aside for a person. */
export const inbox = pgTable(
  'inbox',
  {
    id: id(),
    connection_id: uuid().notNull(),
    event_id: text().notNull(),
    /** erased once it is worked on and its keeping time is over */
    body: text(),
    received_at: instant().notNull(),
    state: inboxState().notNull(),
    tries: integer().notNull().default(0),
    next_try_at: instant().notNull(),
    reason: text(),
  },
  (t) => [
    uniqueIndex('inbox_once').on(t.connection_id, t.event_id),
    index('inbox_waiting')
      .on(t.next_try_at)
      .where(sql`state = 'received'`),
    index('inbox_set_aside')
      .on(t.received_at)
      .where(sql`state = 'set_aside'`),
    check('inbox_reason', sql`state <> 'set_aside' or reason is not null`),
  ],
)
