import type { BookingReservation, OctoBooking } from '../wire/booking.ts'
import { INVITATION_UNIT } from '../wire/octo.ts'
import { allotmentOf, bookingRow, findByReference, holdEnd } from './booking-rows.ts'
import { bookingOf, OPTION } from './booking-wire.ts'
import { first, run } from './database.ts'
import { change, type House, instant, randomCode, Refused } from './house.ts'
import { record } from './journal.ts'
import { unitsOf } from './orders.ts'
import type { OrderRow } from './rows.ts'
import { takePlaces } from './places.ts'
import { addUnits } from './units.ts'

/** Holds the units, all or none. The same reference again answers the booking that is there. */
export function hold(house: House, request: BookingReservation): OctoBooking {
  return change(house, () => {
    const known = findByReference(house, request.resellerReference)
    if (known) return bookingOf(house, same(house, known, request))
    const performance_id = bookable(house, request)
    const now = instant(house)
    const id = crypto.randomUUID()
    run(
      house.db,
      `insert into orders (id, code, kind, status, language, created_at, updated_at, expires_at, performance_id,
         reseller_reference, reservation_id, access_needs, from_allotment)
       values (?, ?, 'booking', 'held', 'fr', ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      randomCode(8),
      now,
      now,
      holdEnd(house, request.expirationMinutes),
      performance_id,
      request.resellerReference,
      request.acsReservationId,
      JSON.stringify(request.acsAccessNeeds ?? []),
      request.acsAllotmentId ? 1 : 0,
    )
    const units = addUnits(house, { order_id: id, performance_id, units: request.unitItems.length })
    takePlaces(house.db, performance_id, units, { from_allotment: Boolean(request.acsAllotmentId) })
    record(house.db, { at: now, kind: 'order', order_id: id })
    return bookingOf(house, bookingRow(house, id))
  })
}

/** The call is repeated only if everything in it is as before. */
function same(house: House, known: OrderRow, request: BookingReservation): OrderRow {
  const as_before =
    known.reservation_id === request.acsReservationId &&
    known.performance_id === request.availabilityId &&
    unitsOf(house, known.id).length === request.unitItems.length
  if (as_before) return known
  const message = `The reference ${request.resellerReference} is that of another booking.`
  throw new Refused(409, 'REFERENCE_IN_USE', message)
}

function bookable(house: House, request: BookingReservation): string {
  const performance = first<{ id: string; show_id: string; status: string; starts_at: string }>(
    house.db,
    'select id, show_id, status, starts_at from performances where id = ?',
    request.availabilityId,
  )
  if (!performance) {
    throw new Refused(
      400,
      'INVALID_AVAILABILITY_ID',
      `No performance ${request.availabilityId} is known here.`,
    )
  }
  if (performance.show_id !== request.productId) {
    throw new Refused(400, 'INVALID_PRODUCT_ID', `${request.productId} is not what is played then.`)
  }
  if (request.optionId !== OPTION) {
    throw new Refused(400, 'INVALID_OPTION_ID', `The only option is ${OPTION}.`)
  }
  const other = request.unitItems.find(({ unitId }) => unitId !== INVITATION_UNIT)
  if (other) throw new Refused(400, 'INVALID_UNIT_ID', `Only ${INVITATION_UNIT} can be booked here.`)
  if (request.acsAllotmentId && request.acsAllotmentId !== allotmentOf(performance.id)) {
    throw new Refused(
      400,
      'BAD_REQUEST',
      `The allotment ${request.acsAllotmentId} is for another performance.`,
    )
  }
  if (performance.status === 'cancelled') {
    throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'This performance was cancelled.')
  }
  return performance.id
}
