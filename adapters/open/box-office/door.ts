import { first, run } from './database.ts'
import { change, found, type House, instant, Refused } from './house.ts'
import { record } from './journal.ts'
import { orderRow } from './orders.ts'
import type { UnitRow } from './rows.ts'
import { emit } from './outbox.ts'

export type Entry =
  | { answer: 'entered'; unit: UnitRow }
  | { answer: 'already_entered'; unit: UnitRow; at: string }
  | { answer: 'other_performance'; unit: UnitRow }
  | { answer: 'performance_cancelled'; unit: UnitRow }
  | { answer: 'ticket_cancelled'; unit: UnitRow }
  | { answer: 'unknown' }

/** A ticket is shown at the door of a performance. Every attempt is written down. */
export function scan(house: House, performance_id: string, typed: string): Entry {
  const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return change(house, () => {
    const entry = judge(house, performance_id, code)
    if (entry.answer === 'entered') redeem(house, entry.unit, instant(house))
    run(
      house.db,
      'insert into door (at, performance_id, code, answer) values (?, ?, ?, ?)',
      instant(house),
      performance_id,
      code.slice(0, 40),
      entry.answer,
    )
    return entry
  })
}

function judge(house: House, performance_id: string, code: string): Entry {
  const unit = first<UnitRow>(house.db, 'select * from units where code = ?', code)
  if (!unit) return { answer: 'unknown' }
  if (unit.performance_id !== performance_id) return { answer: 'other_performance', unit }
  if (unit.status !== 'valid') return { answer: 'ticket_cancelled', unit }
  if (unit.redeemed_at !== null) return { answer: 'already_entered', unit, at: unit.redeemed_at }
  const performance = first<{ status: string }>(
    house.db,
    'select status from performances where id = ?',
    performance_id,
  )
  return performance?.status === 'cancelled'
    ? { answer: 'performance_cancelled', unit }
    : { answer: 'entered', unit }
}

/** The door let somebody in by mistake: the ticket is as before. */
export function undoScan(house: House, unit_id: string): UnitRow {
  return change(house, () => {
    const unit = unitRow(house, unit_id)
    if (unit.redeemed_at === null) {
      throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'This ticket was not scanned.')
    }
    redeem(house, unit, null)
    return unitRow(house, unit_id)
  })
}

export const unitRow = (house: House, id: string): UnitRow =>
  found(first<UnitRow>(house.db, 'select * from units where id = ?', id), 'This seat')

/** Only the scans of the partners' own bookings are told. */
function redeem(house: House, unit: UnitRow, at: string | null): void {
  const { id: unit_id, order_id, performance_id } = unit
  run(house.db, 'update units set redeemed_at = ? where id = ?', at, unit_id)
  record(house.db, { at: instant(house), kind: 'scan', order_id, unit_id, performance_id })
  if (orderRow(house, order_id)?.kind !== 'booking') return
  const scanned = { orderId: order_id, unitItemUuid: unit_id, availabilityId: performance_id }
  emit(house, 'seat.scanned', { ...scanned, utcRedeemedAt: at })
}
