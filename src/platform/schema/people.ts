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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** The three that hold keys. A guest has no account and no record; a subscriber has a gift, not an account. */
export const role = pgEnum('role', ['operator', 'structure', 'relay'])
export const language = pgEnum('language', ['fr', 'en'])

export const organisation = pgTable('organisation', {
  id: id(),
  role: role().notNull(),
  name: text().notNull(),
  /** where mail for the organisation goes; null: it only reads its page */
  email: text(),
  language: language().notNull().default('fr'),
  created_at: instant().notNull(),
})

/** Only the SHA-256 of a key is kept; keys carry 256 bits of chance, so no slow hash is needed. */
export const apiKey = pgTable(
  'api_key',
  {
    id: id(),
    organisation_id: uuid()
      .notNull()
      .references(() => organisation.id),
    label: text().notNull(),
    hash: text().notNull().unique(),
    created_at: instant().notNull(),
    revoked_at: instant(),
  },
  (t) => [index().on(t.organisation_id)],
)

/** Every write of the API, once: the same key with the same request is answered again, with another it is refused. */
export const idempotency = pgTable(
  'idempotency',
  {
    organisation_id: uuid().notNull(),
    key: text().notNull(),
    request_hash: text().notNull(),
    answer: jsonb(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisation_id, t.key] }), index().on(t.at)],
)

/** One mail, written in the same transaction as what it tells; sent by the platform's mailer, shown on the outbox page. */
export const mail = pgTable(
  'mail',
  {
    id: id(),
    organisation_id: uuid()
      .notNull()
      .references(() => organisation.id),
    /** which text to write, and what goes into it; rendered when it is sent */
    template: text().notNull(),
    about: jsonb().notNull(),
    /** one mail for one cause */
    cause: text().notNull().unique(),
    created_at: instant().notNull(),
    sent_at: instant(),
    tries: integer().notNull().default(0),
    failure: text(),
  },
  (t) => [
    index()
      .on(t.created_at)
      .where(sql`sent_at is null`),
  ],
)

/** What a person has to see to. One open trouble per kind and subject; resolved when the cause is gone. */
export const trouble = pgTable(
  'trouble',
  {
    id: id(),
    kind: text().notNull(),
    subject: text().notNull(),
    message: text().notNull(),
    todo: text().notNull(),
    opened_at: instant().notNull(),
    resolved_at: instant(),
  },
  (t) => [
    uniqueIndex('trouble_one_open')
      .on(t.kind, t.subject)
      .where(sql`resolved_at is null`),
    check('trouble_order', sql`resolved_at is null or resolved_at >= opened_at`),
  ],
)
