import type { OctoBooking } from '../wire/booking.ts'
import { bookingRow, holdEnd, told } from './booking-rows.ts'
import { bookingOf } from './booking-wire.ts'
import { run } from './database.ts'
import { change, type House, instant, Refused } from './house.ts'
import { issue } from './units.ts'

/** Makes a hold a booking, and issues its tickets. Confirmed already, it stays as it is. */
export function confirm(house: House, uuid: string): OctoBooking {
  return change(house, () => {
    const order = bookingRow(house, uuid)
    if (order.status === 'confirmed') return bookingOf(house, order)
    if (order.status !== 'held') {
      const message = `The booking ${uuid} is ${order.status}: its hold ended, and its units are free for others.`
      throw new Refused(409, 'INVALID_BOOKING_UUID', message)
    }
    const now = instant(house)
    run(
      house.db,
      "update orders set status = 'confirmed', expires_at = null, confirmed_at = ?, updated_at = ? where id = ?",
      now,
      now,
      uuid,
    )
    issue(house, uuid)
    return told(house, uuid)
  })
}

/** Holds for longer, counted from now. */
export function extend(house: House, uuid: string, minutes: number | undefined): OctoBooking {
  return change(house, () => {
    const order = bookingRow(house, uuid)
    if (order.status !== 'held') {
      throw new Refused(409, 'INVALID_BOOKING_UUID', `The booking ${uuid} is not on hold any more.`)
    }
    const until = holdEnd(house, minutes)
    run(
      house.db,
      'update orders set expires_at = ?, updated_at = ? where id = ?',
      until,
      instant(house),
      uuid,
    )
    return bookingOf(house, bookingRow(house, uuid))
  })
}
