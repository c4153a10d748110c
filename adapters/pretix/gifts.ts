import { z } from 'zod'
import type { GiftState } from '../contract/index.ts'
import { microseconds, utc } from './api.ts'
import type { Line } from './line.ts'
import type { Order } from './order-fields.ts'
import type { ProvisionedStep } from './settings.ts'
import { sum } from './vouchers.ts'

export const giftReference = (event: string, code: string, positionid: number): string =>
  `${event}/${code}/${positionid}`
/** The order's code, from such a reference. */
export const orderOf = (reference: string): string => reference.split('/')[1] ?? ''

/** Each line of the donation product, at what is paid for it now. An order that only tried the shop gives nothing. */
export function giftsOf(order: Order, step: ProvisionedStep): GiftState[] {
  if (order.testmode) return []
  let left = paidInFull(order) ? Math.max(0, moneyNow(order)) : 0
  return order.positions
    .filter(({ item }) => item === step.item)
    .map(({ positionid, canceled, price }) => {
      const cents = canceled ? 0 : Math.min(Math.max(0, price), left)
      left -= cents
      return giftState(order, step, positionid, cents)
    })
}

const received = ({ payments }: Order): number =>
  sum(
    payments.filter(({ state }) => state === 'confirmed' || state === 'refunded').map(({ amount }) => amount),
  )
const paidBack = ({ refunds }: Order): number =>
  sum(refunds.filter(({ state }) => state === 'done').map(({ amount }) => amount))
const moneyNow = (order: Order): number => received(order) - paidBack(order)

/**
 * A refund names no line, so it leaves the gift as far as there is money left for it; pretix lets the order wait
 * for that money again, or not, as its staff chose. An order that never had all its money gives nothing.
 */
function paidInFull(order: Order): boolean {
  if (order.status === 'p') return true
  return order.status === 'n' && paidBack(order) > 0 && received(order) >= order.total
}

function giftState(order: Order, step: ProvisionedStep, positionid: number, cents: number): GiftState {
  return {
    reference: giftReference(order.event, order.code, positionid),
    cents,
    currency: step.currency,
    version: version(order),
    given_at: utc(order.datetime),
    evidence: { platform: 'pretix', event: order.event, order: order.code, ...step.configuration },
  }
}

/** Money that is paid back does not change the date of an order, so its own date counts too. */
const version = ({ last_modified, refunds }: Order): number =>
  Math.max(
    ...[last_modified, ...refunds.map(({ execution_date }) => execution_date ?? last_modified)].map(
      microseconds,
    ),
  )

/**
 * Splitting a paid order moves lines to a new one and leaves none behind; what shows it is the money that moved
 * along. The new order tells the gift then, so the line that went must tell 0: pretix's own ledger names it.
 */
export async function splitOff({ api }: Line, order: Order, step: ProvisionedStep): Promise<GiftState[]> {
  if (!order.refunds.some(({ provider }) => provider === 'offsetting')) return []
  const moved = z.object({ positionid: z.int().nullable() })
  const query = { order: order.code, item: step.item }
  const { items } = await api.list(moved, `events/${order.event}/transactions/`, query)
  const here = new Set(order.positions.map(({ positionid }) => positionid))
  const gone = items.flatMap(({ positionid }) =>
    positionid === null || here.has(positionid) ? [] : [positionid],
  )
  return [...new Set(gone)].map((positionid) => giftState(order, step, positionid, 0))
}
