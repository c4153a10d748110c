import type { AcsGift, AcsOrder } from '../wire/acs.ts'
import { all, first } from './database.ts'
import { bookingOf } from './booking-wire.ts'
import { CURRENCY, type House } from './house.ts'
import type { LineRow, OrderRow, UnitRow } from './rows.ts'

export const orderRow = (house: House, id: string): OrderRow | undefined =>
  first<OrderRow>(house.db, 'select * from orders where id = ? or code = ?', id, id)
export const linesOf = (house: House, order_id: string): LineRow[] =>
  all<LineRow>(house.db, 'select * from lines where order_id = ? order by rowid', order_id)
export const unitsOf = (house: House, order_id: string): UnitRow[] =>
  all<UnitRow>(house.db, 'select * from units where order_id = ? order by rowid', order_id)

/** A gift line as the contract tells it. */
export function giftOf(line: LineRow): AcsGift {
  return {
    orderId: line.order_id,
    lineId: line.id,
    cents: line.paid_cents,
    currency: CURRENCY,
    version: line.changed_seq,
    utcGivenAt: line.given_at,
    consent: JSON.parse(line.consent ?? '{}') as AcsGift['consent'],
  }
}

/** What concerns the other side in one order: its gifts, and the booking if it is one of theirs. */
export function acsOrder(house: House, order: OrderRow): AcsOrder {
  return {
    id: order.id,
    gifts: linesOf(house, order.id)
      .filter((line) => line.kind === 'gift')
      .map(giftOf),
    booking: order.kind === 'booking' ? bookingOf(house, order) : null,
  }
}
