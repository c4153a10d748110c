import { sql } from 'drizzle-orm'
import { bigint, customType, uuid } from 'drizzle-orm/pg-core'

/** Ids are UUIDv7, made by us before the row is written, so that an answer is known before it is stored. */
export const id = () => uuid().primaryKey()
/** Integer cents or other counts beyond 2^31; always within what a number holds exactly. */
export const whole = () => bigint({ mode: 'number' })
/** An instant, read and written as ISO 8601 in UTC. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})
/** The transaction that wrote a row; postings are rolled up by it, never by id, since ids commit out of order. */
export const writtenBy = () =>
  customType<{ data: string }>({ dataType: () => 'xid8' })()
    .notNull()
    .default(sql`pg_current_xact_id()`)
