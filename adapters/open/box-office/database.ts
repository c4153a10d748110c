import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SCHEMA } from './schema.ts'

/** Opens the box office's one file, and makes its tables the first time. */
export function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'box-office.sqlite'))
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000')
  db.exec(SCHEMA)
  return db
}

/** All or nothing. Takes the write lock at once, so that what is read inside is still true when it is written. */
export function transaction<T>(db: DatabaseSync, act: () => T): T {
  db.exec('begin immediate')
  try {
    const result = act()
    db.exec('commit')
    return result
  } catch (error) {
    db.exec('rollback')
    throw error
  }
}

export const all = <Row>(db: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row[] =>
  db.prepare(sql).all(...values) as Row[]

// The type of a row is the caller's word for its own SQL.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const first = <Row>(db: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row | undefined =>
  db.prepare(sql).get(...values) as Row | undefined

/** Answers how many rows were touched. */
export const run = (db: DatabaseSync, sql: string, ...values: SQLInputValue[]): number =>
  Number(db.prepare(sql).run(...values).changes)
