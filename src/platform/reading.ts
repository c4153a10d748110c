import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'
import { openCalls, type Calls, type Connected } from './database.ts'
import * as schema from './schema/index.ts'

export interface Database extends Calls {
  /** for reading: drizzle's select builder, each query one round trip */
  read: NeonHttpDatabase<typeof schema>
}

/** Opened once for all requests of an isolate, as the connection is. */
const opened = new WeakMap<Connected, Database>()

/** The same connection, and the query builder for reading by it. */
export function reading(connected: Connected): Database {
  const before = opened.get(connected)
  if (before) return before
  const { sql, ...calls } = connected
  const database = { ...calls, read: drizzle(sql, { schema, casing: 'snake_case' }) }
  opened.set(connected, database)
  return database
}

/** @param endpoint where the HTTP protocol is spoken, when the database is not Neon's own */
export function openDatabase(url: string, endpoint?: string): Database {
  return reading(openCalls(url, endpoint))
}
