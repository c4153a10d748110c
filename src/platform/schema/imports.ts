import { sql } from 'drizzle-orm'
import { bigint, check, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant, whole } from './columns.ts'
import { connection } from './conventions.ts'
import { organisation } from './people.ts'

/** A file of past gifts, and how far its import has come: kept with each batch, in the same transaction as its gifts. */
export const importRun = pgTable(
  'import_run',
  {
    id: id(),
    structure_id: uuid()
      .notNull()
      .references(() => organisation.id),
    connection_id: uuid()
      .notNull()
      .references(() => connection.id),
    /** SHA-256 of the file, in hex: the same file is known again, whatever its name */
    file_hash: text().notNull(),
    /** rows that are worked on, broken ones among them; a run that was stopped continues after them */
    rows_done: integer().notNull().default(0),
    gifts: integer().notNull().default(0),
    cents: whole().notNull().default(0),
    /** of the gifts, those that no convention in force collects yet */
    suspended: integer().notNull().default(0),
    /** rows that an earlier import had brought already */
    known: integer().notNull().default(0),
    broken: integer().notNull().default(0),
    /** the length, after the last batch, of the file that holds the broken rows */
    rejected_bytes: bigint({ mode: 'number' }).notNull().default(0),
    started_at: instant().notNull(),
    finished_at: instant(),
  },
  (t) => [
    unique().on(t.structure_id, t.file_hash),
    check('import_run_rows', sql`rows_done = gifts + known + broken`),
  ],
)
