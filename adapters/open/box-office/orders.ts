import type { AcsGift, AcsOrder } from '../wire/acs.ts'
import { all, first } from './database.ts'
import { bookingOf } from './booking-wire.ts'
import { CURRENCY, type House } from './house.ts'

export interface OrderRow {
  id: string
  code: string
  kind: 'sale' | 'booking'
  status: 'held' | 'confirmed' | 'cancelled' | 'expired'
  language: 'fr' | 'en'
  created_at: string
  updated_at: string
  expires_at: string | null
  confirmed_at: string | null
  cancelled_at: string | null
  performance_id: string | null
  reseller_reference: string | null
  reservation_id: string | null
  access_needs: string | null
  from_allotment: 0 | 1
  changed_seq: number
}
export interface LineRow {
  id: string
  order_id: string
  kind: 'subscription' | 'gift'
  label_fr: string
  label_en: string
  paid_cents: number
  consent: string | null
  given_at: string
  cancelled_at: string | null
  changed_seq: number
}
export interface UnitRow {
  id: string
  order_id: string
  performance_id: string
  status: 'held' | 'valid' | 'cancelled' | 'lapsed'
  seat: string | null
  code: string | null
  number: number | null
  redeemed_at: string | null
  cancelled_at: string | null
  scan_seq: number | null
}

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
