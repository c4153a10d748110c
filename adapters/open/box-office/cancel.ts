import type { OctoBooking } from '../wire/booking.ts'
import { bookingRow, told } from './booking-rows.ts'
import { bookingOf } from './booking-wire.ts'
import { change, type House, instant, Refused } from './house.ts'
import { letGo } from './lapse.ts'
import { unitsOf } from './orders.ts'
import { closeEmpty, takeBack } from './units.ts'

/** Takes back these units, or all of them; a hold is given up. What was scanned is never taken back. */
export function cancel(house: House, uuid: string, unit_ids: string[] | undefined): OctoBooking {
  return change(house, () => {
    const order = bookingRow(house, uuid)
    const units = unitsOf(house, uuid)
    const foreign = unit_ids?.find((id) => !units.some((unit) => unit.id === id))
    if (foreign) throw new Refused(400, 'INVALID_UNIT_ID', `${foreign} is no unit of this booking.`)
    if (order.status === 'held') {
      if (unit_ids) throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'A hold can only be given up whole.')
      letGo(house.db, uuid, instant(house))
      return bookingOf(house, bookingRow(house, uuid))
    }
    const open = units.filter(
      (unit) => unit.status === 'valid' && (unit_ids === undefined || unit_ids.includes(unit.id)),
    )
    if (open.length === 0) {
      throw new Refused(409, 'ALREADY_CANCELLED', 'There was nothing left to take back.')
    }
    if (open.some((unit) => unit.redeemed_at !== null)) {
      throw new Refused(
        409,
        'ALREADY_REDEEMED',
        'A ticket was scanned at the door: it can not be taken back.',
      )
    }
    takeBack(
      house,
      open.map(({ id }) => id),
    )
    closeEmpty(house, uuid)
    return told(house, uuid)
  })
}
