import { run } from './database.ts'
import { told } from './booking-rows.ts'
import { change, found, type House, instant, Refused } from './house.ts'
import { record } from './journal.ts'
import { acsOrder, linesOf, orderRow, unitsOf } from './orders.ts'
import type { LineRow, OrderRow } from './rows.ts'
import { emit } from './outbox.ts'
import { closeEmpty, takeBack } from './units.ts'

/** What the counter may do with an order. Each is a change of its own, told when it concerns a gift. */

/** The gift of this order is now so many cents; 0 cancels its line. */
export function changeGift(house: House, order_id: string, cents: number): void {
  change(house, () => {
    const order = sale(house, order_id)
    const gift = linesOf(house, order.id).find((line) => line.kind === 'gift')
    if (!gift) throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'This order has no gift line.')
    if (gift.cancelled_at !== null) {
      throw new Refused(409, 'ALREADY_CANCELLED', 'The gift of this order is already cancelled.')
    }
    setLine(house, gift, cents)
    tellGift(house, order)
  })
}

/** Cancels one line and pays it back. With the subscription go its seats, unless one was used. */
export function cancelLine(house: House, order_id: string, line_id: string): void {
  change(house, () => {
    const order = sale(house, order_id)
    const line = found(
      linesOf(house, order.id).find(({ id }) => id === line_id),
      'This line',
    )
    if (line.cancelled_at !== null)
      throw new Refused(409, 'ALREADY_CANCELLED', 'This line is already cancelled.')
    if (line.kind === 'subscription') takeBackSeats(house, order)
    setLine(house, line, 0)
    closeEmpty(house, order.id)
    tellGift(house, order)
  })
}

/** Cancels everything that is still open in an order, a booking of the partners' included. */
export function cancelOrder(house: House, order_id: string): void {
  change(house, () => {
    const order = found(orderRow(house, order_id), 'This order')
    if (order.status !== 'confirmed') {
      throw new Refused(409, 'ALREADY_CANCELLED', 'This order is not open any more.')
    }
    takeBackSeats(house, order)
    for (const line of linesOf(house, order.id)) if (line.cancelled_at === null) setLine(house, line, 0)
    closeEmpty(house, order.id)
    if (order.kind === 'booking') told(house, order.id)
    else tellGift(house, order)
  })
}

function sale(house: House, order_id: string): OrderRow {
  const order = found(orderRow(house, order_id), 'This order')
  if (order.kind === 'sale') return order
  throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'An invitation has no line to change; cancel the order.')
}

function takeBackSeats(house: House, order: OrderRow): void {
  const open = unitsOf(house, order.id).filter((unit) => unit.status === 'valid')
  if (open.some((unit) => unit.redeemed_at !== null)) {
    throw new Refused(409, 'ALREADY_REDEEMED', 'A ticket of this order was scanned: undo the scan first.')
  }
  takeBack(
    house,
    open.map(({ id }) => id),
  )
}

/** What is paid for a line from now on. Paid back whole, the line is cancelled and stays listed. */
function setLine(house: House, line: LineRow, cents: number): void {
  const now = instant(house)
  run(
    house.db,
    'update lines set paid_cents = ?, cancelled_at = ? where id = ?',
    cents,
    cents === 0 ? now : null,
    line.id,
  )
  const { order_id } = line
  if (line.kind !== 'gift') {
    record(house.db, { at: now, kind: 'order', order_id })
    return
  }
  const money = { delta_cents: cents - line.paid_cents, net_cents: cents }
  record(house.db, { at: now, kind: 'gift', order_id, line_id: line.id, ...money })
}

function tellGift(house: House, order: OrderRow): void {
  const state = acsOrder(house, order)
  if (state.gifts.length > 0) emit(house, 'gift.updated', state)
}
