import type { OctoBooking } from '../wire/booking.ts'
import { bookingOf } from './booking-wire.ts'
import { first } from './database.ts'
import { type House, instant, Refused } from './house.ts'
import { record } from './journal.ts'
import { orderRow } from './orders.ts'
import type { OrderRow } from './rows.ts'
import { emit } from './outbox.ts'

/** What the API names the allotment of a performance. */
export const allotmentOf = (performance_id: string): string => `alt-${performance_id}`

/** A booking of theirs, as it is now. */
export function bookingRow(house: House, uuid: string): OrderRow {
  const order = orderRow(house, uuid)
  if (order?.kind === 'booking' && order.id === uuid) return order
  throw new Refused(404, 'INVALID_BOOKING_UUID', `No booking ${uuid} is known here.`)
}

export const findByReference = (house: House, reference: string): OrderRow | undefined =>
  first<OrderRow>(house.db, 'select * from orders where reseller_reference = ?', reference)

/** The end of a hold of so many minutes, counted from now. */
export function holdEnd(house: House, minutes = 15): string {
  return new Date(house.now().getTime() + minutes * 60_000).toISOString()
}

/** Writes the change down, tells it, and answers the booking as it is now. */
export function told(house: House, uuid: string): OctoBooking {
  record(house.db, { at: instant(house), kind: 'order', order_id: uuid })
  emit(house, 'booking.updated', { orderId: uuid })
  return bookingOf(house, bookingRow(house, uuid))
}
