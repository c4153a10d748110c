import {
  type Booking,
  type GiftState,
  type OrderState,
  PartnerRejects,
  type SeatState,
} from '../contract/index.ts'
import type { Api } from './api.ts'
import { type AcsGift, AcsOrder } from './wire/acs.ts'
import type { OctoBooking } from './wire/booking.ts'

/** The gifts of an order and, when it is one of ours, its booking. Null when the partner knows no such order. */
export async function order(api: Api, id: string): Promise<OrderState | null> {
  const answer = await api.ask(AcsOrder, { path: `acs/orders/${encodeURIComponent(id)}` })
  if ('body' in answer) return orderState(answer.body)
  const { status, error, errorMessage } = answer.refusal
  if (status === 404) return null
  throw new PartnerRejects(`The order ${id} was refused: ${errorMessage}`, status, error)
}

export function orderState({ id, gifts, booking }: AcsOrder): OrderState {
  return { order: id, gifts: gifts.map(giftState), booking: booking ? bookingOf(booking) : null }
}

/** Order and line; a slash inside one of them is written otherwise, so that no two gifts have one name. */
export const giftReference = ({ orderId, lineId }: Pick<AcsGift, 'orderId' | 'lineId'>): string =>
  [orderId, lineId].map((part) => part.replaceAll(/[%/]/g, encodeURIComponent)).join('/')

function giftState(gift: AcsGift): GiftState {
  return {
    reference: giftReference(gift),
    cents: gift.cents,
    currency: gift.currency,
    version: gift.version,
    given_at: instant(gift.utcGivenAt),
    evidence: gift.consent,
  }
}

/** A booking of ours that was confirmed (it may be cancelled since); a hold, or somebody else's, is none. */
export function bookingOf(booking: OctoBooking): Booking | null {
  const { resellerReference, acsReservationId } = booking
  if (!['CONFIRMED', 'REDEEMED', 'CANCELLED'].includes(booking.status)) return null
  if (!resellerReference || !acsReservationId) return null
  return {
    order: booking.uuid,
    reference: resellerReference,
    reservation_id: acsReservationId,
    seats: booking.unitItems.map(seatState),
  }
}

function seatState(unit: OctoBooking['unitItems'][number]): SeatState {
  return {
    position: unit.uuid,
    status: unit.status === 'CONFIRMED' || unit.status === 'REDEEMED' ? 'valid' : 'cancelled',
    scanned_at: unit.utcRedeemedAt === null ? null : instant(unit.utcRedeemedAt),
  }
}

/** The same instant, written as the interface wants it. */
export const instant = (text: string): string => new Date(text).toISOString()
