import type { DatabaseSync } from 'node:sqlite'
import { first, run } from './database.ts'

interface Entry {
  at: string
  kind: 'gift' | 'order' | 'scan' | 'performance'
  order_id?: string
  line_id?: string
  unit_id?: string
  performance_id?: string
  delta_cents?: number
  net_cents?: number
}

/** Writes down a change. Its number becomes the version of the order and of the line or seat it is about. */
export function record(db: DatabaseSync, entry: Entry): number {
  const row = first<{ seq: number }>(
    db,
    `insert into journal (at, kind, order_id, line_id, unit_id, performance_id, delta_cents, net_cents)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning seq`,
    entry.at,
    entry.kind,
    entry.order_id ?? null,
    entry.line_id ?? null,
    entry.unit_id ?? null,
    entry.performance_id ?? null,
    entry.delta_cents ?? null,
    entry.net_cents ?? null,
  )
  const seq = row?.seq ?? 0
  if (entry.order_id) run(db, 'update orders set changed_seq = ? where id = ?', seq, entry.order_id)
  // Every gift of the order has a new version: what it now tells may be compared whole.
  if (entry.order_id) run(db, 'update lines set changed_seq = ? where order_id = ?', seq, entry.order_id)
  if (entry.unit_id) run(db, 'update units set scan_seq = ? where id = ?', seq, entry.unit_id)
  return seq
}
