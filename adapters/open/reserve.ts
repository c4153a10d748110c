import { z } from '@hono/zod-openapi'
import { type Booking, PartnerBrokeContract, type Reserved, type ReserveRequest } from '../contract/index.ts'
import { allotmentId } from './allot.ts'
import type { Api, Refusal } from './api.ts'
import { release } from './cancel.ts'
import { bookingOf } from './orders.ts'
import { idsOf } from './performances.ts'
import { OctoBooking } from './wire/booking.ts'
import { INVITATION_UNIT } from './wire/octo.ts'

/** Long enough for one confirmation that has to be tried again, short enough to free forgotten seats soon. */
const HOLD_MINUTES = 10

/**
 * Holds, then confirms, both under our reference: the same call again goes on where the last one stopped. Only
 * a confirmed booking counts, so an attempt that stops half-way ends by itself.
 */
export async function reserve(api: Api, request: ReserveRequest): Promise<Reserved> {
  const ids = idsOf(request.performance)
  if (!ids)
    return { outcome: 'rejected', reason: `${request.performance} names no performance of this partner` }
  const held = await api.ask(OctoBooking, {
    method: 'POST',
    path: 'bookings',
    body: {
      ...ids,
      resellerReference: request.reference,
      acsReservationId: request.reservation_id,
      acsAllotmentId: allotmentId(request.allotment),
      acsAccessNeeds: request.access_needs,
      expirationMinutes: HOLD_MINUTES,
      unitItems: Array.from({ length: request.seats }, () => ({ unitId: INVITATION_UNIT })),
    },
  })
  if ('refusal' in held) return refused(held.refusal)
  if (held.body.status !== 'ON_HOLD') return settled(held.body, request)
  check(held.body, request)

  const confirmed = await api.ask(OctoBooking, {
    method: 'POST',
    path: `bookings/${encodeURIComponent(held.body.uuid)}/confirm`,
    body: { resellerReference: request.reference, emailReceipt: false },
  })
  if ('refusal' in confirmed) return refused(confirmed.refusal)
  return settled(confirmed.body, request)
}

/**
 * Finds an attempt by our reference. One that is still on hold is given up first, so that null is final: a
 * confirmation that is late on its way then finds nothing to confirm.
 */
export async function findBooking(
  api: Api,
  reference: string,
  reservation_id: string,
): Promise<Booking | null> {
  const path = `bookings?resellerReference=${encodeURIComponent(reference)}`
  const { body } = await api.http.json(z.array(OctoBooking), { path })
  const ours = body.find(
    (one) => one.resellerReference === reference && one.acsReservationId === reservation_id,
  )
  if (!ours) return null
  if (ours.status === 'ON_HOLD') {
    await release(api, ours.uuid)
    return null
  }
  return bookingOf(ours)
}

function settled(booking: OctoBooking, request: ReserveRequest): Reserved {
  check(booking, request)
  const ours = booking.status === 'CONFIRMED' || booking.status === 'REDEEMED' ? bookingOf(booking) : null
  if (ours) return { outcome: 'confirmed', booking: ours }
  const reason = `The booking ${booking.uuid} under this reference is ${booking.status}; a new attempt needs a new reference.`
  return { outcome: 'rejected', reason }
}

/** The partner must have kept what was asked for: anything else must not be confirmed, nor counted. */
function check(booking: OctoBooking, { reference, reservation_id, seats }: ReserveRequest): void {
  const same = booking.resellerReference === reference && booking.acsReservationId === reservation_id
  if (!same)
    throw new PartnerBrokeContract(`booking ${booking.uuid} does not carry our reference and reservation`)
  const units = new Set(booking.unitItems.map((unit) => unit.uuid)).size
  if (units === seats) return
  throw new PartnerBrokeContract(`booking ${booking.uuid} has ${units} units instead of ${seats}`)
}

function refused({ error, errorMessage }: Refusal): Reserved {
  return error === 'SOLD_OUT'
    ? { outcome: 'sold_out' }
    : { outcome: 'rejected', reason: `${error}: ${errorMessage}` }
}
