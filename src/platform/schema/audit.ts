import { integer, jsonb, pgTable } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** What each nightly audit looked at and found: that the books were right is worth keeping too. */
export const audit = pgTable('audit', {
  id: id(),
  at: instant().notNull(),
  /** how many of each were compared */
  checked: jsonb().notNull(),
  /** the first of them; see `src/audit/difference.ts` */
  differences: jsonb().notNull(),
  /** how many there were beyond those */
  more: integer().notNull(),
  /** partners that could not be asked */
  undone: jsonb().notNull(),
})
