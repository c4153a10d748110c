import type { OctoBooking } from '../wire/booking.ts'
import { INVITATION_UNIT } from '../wire/octo.ts'
import { all, first } from './database.ts'
import type { House } from './house.ts'
import type { OrderRow, UnitRow } from './rows.ts'

/** Every performance is one availability of its show's only option. */
export const OPTION = 'DEFAULT'

const STATUS = {
  held: 'ON_HOLD',
  confirmed: 'CONFIRMED',
  cancelled: 'CANCELLED',
  expired: 'EXPIRED',
} as const
const UNIT_STATUS = {
  held: 'ON_HOLD',
  valid: 'CONFIRMED',
  cancelled: 'CANCELLED',
  lapsed: 'EXPIRED',
} as const

/** A booking in OCTO's words. */
export function bookingOf(house: House, order: OrderRow): OctoBooking {
  const units = all<UnitRow>(house.db, 'select * from units where order_id = ? order by rowid', order.id)
  const valid = units.filter((unit) => unit.status === 'valid')
  const redeemed = valid.length > 0 && valid.every((unit) => unit.redeemed_at !== null)
  const show = first<{ show_id: string }>(
    house.db,
    'select show_id from performances where id = ?',
    order.performance_id,
  )
  return {
    id: order.id,
    uuid: order.id,
    testMode: false,
    resellerReference: order.reseller_reference,
    supplierReference: order.code,
    status: redeemed ? 'REDEEMED' : STATUS[order.status],
    utcCreatedAt: order.created_at,
    utcUpdatedAt: order.updated_at,
    utcExpiresAt: order.expires_at,
    utcRedeemedAt: redeemed ? lastScan(valid) : null,
    utcConfirmedAt: order.confirmed_at,
    productId: show?.show_id ?? '',
    optionId: OPTION,
    availabilityId: order.performance_id,
    cancellable: order.status === 'held' || (order.status === 'confirmed' && !redeemed),
    cancellation:
      order.cancelled_at === null
        ? null
        : { refund: 'FULL', reason: null, utcCancelledAt: order.cancelled_at },
    freesale: false,
    notes: null,
    deliveryMethods: ['TICKET'],
    unitItems: units.map((unit) => ({
      uuid: unit.id,
      resellerReference: null,
      supplierReference: unit.number === null ? null : String(unit.number),
      unitId: INVITATION_UNIT,
      status: unit.redeemed_at === null ? UNIT_STATUS[unit.status] : 'REDEEMED',
      utcRedeemedAt: unit.redeemed_at,
      ticket: unit.status === 'valid' ? ticketOf(house, unit) : null,
      acsSeat: unit.seat,
    })),
    acsReservationId: order.reservation_id,
  }
}

const lastScan = (units: UnitRow[]): string | null =>
  units.reduce<string | null>(
    (last, { redeemed_at }) => (last === null || (redeemed_at ?? '') > last ? redeemed_at : last),
    null,
  )

function ticketOf(house: House, unit: UnitRow) {
  return {
    redemptionMethod: 'DIGITAL' as const,
    utcRedeemedAt: unit.redeemed_at,
    deliveryOptions: [
      { deliveryFormat: 'PDF_URL', deliveryValue: `${house.url}/acs/tickets/${unit.id}.pdf` },
      { deliveryFormat: 'QRCODE', deliveryValue: unit.code ?? '' },
    ],
  }
}
