import { first, run } from './database.ts'
import { type House, instant, randomCode } from './house.ts'

/** Adds so many ways in to an order, without a place yet. */
export function addUnits(
  house: House,
  { order_id, performance_id, units }: { order_id: string; performance_id: string; units: number },
): string[] {
  return Array.from({ length: units }, () => {
    const id = crypto.randomUUID()
    run(
      house.db,
      "insert into units (id, order_id, performance_id, status) values (?, ?, ?, 'held')",
      id,
      order_id,
      performance_id,
    )
    return id
  })
}

/** Issues the tickets of an order: numbered without a gap, each with a code of its own. */
export function issue(house: House, order_id: string): void {
  const last = first<{ number: number }>(house.db, 'select coalesce(max(number), 0) as number from units')
  let number = last?.number ?? 0
  for (const { id } of house.db
    .prepare("select id from units where order_id = ? and status = 'held' order by rowid")
    .all(order_id)) {
    number += 1
    run(
      house.db,
      "update units set status = 'valid', number = ?, code = ? where id = ?",
      number,
      randomCode(12),
      id ?? null,
    )
  }
}

/** Takes these ways in back: their tickets no longer open the door, their places are free again. */
export function takeBack(house: House, unit_ids: string[]): void {
  for (const id of unit_ids) {
    run(house.db, 'update places set unit_id = null where unit_id = ?', id)
    run(house.db, "update units set status = 'cancelled', cancelled_at = ? where id = ?", instant(house), id)
  }
}

/** An order is cancelled when neither a valid way in nor an open line is left of it. */
export function closeEmpty(house: House, order_id: string): void {
  const now = instant(house)
  run(
    house.db,
    `update orders set status = 'cancelled', cancelled_at = ? where id = ? and status = 'confirmed'
       and not exists (select 1 from units where order_id = orders.id and status = 'valid')
       and not exists (select 1 from lines where order_id = orders.id and cancelled_at is null)`,
    now,
    order_id,
  )
  run(house.db, 'update orders set updated_at = ? where id = ?', now, order_id)
}
