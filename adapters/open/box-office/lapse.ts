import type { DatabaseSync } from 'node:sqlite'
import { all, run } from './database.ts'
import { record } from './journal.ts'

/** Lets go of every hold whose time is over: its places are free again, and it is never counted as booked. */
export function lapse(db: DatabaseSync, now: string): void {
  const ended = all<{ id: string }>(
    db,
    "select id from orders where status = 'held' and expires_at <= ?",
    now,
  )
  for (const { id } of ended) letGo(db, id, now)
}

/** Ends one hold, whose time is over or that was given up. */
export function letGo(db: DatabaseSync, order_id: string, now: string): void {
  run(
    db,
    'update places set unit_id = null where unit_id in (select id from units where order_id = ?)',
    order_id,
  )
  run(db, "update units set status = 'lapsed' where order_id = ? and status = 'held'", order_id)
  run(
    db,
    "update orders set status = 'expired', expires_at = null, updated_at = ? where id = ? and status = 'held'",
    now,
    order_id,
  )
  record(db, { at: now, kind: 'order', order_id })
}
