import { z } from 'zod'
import type { Booking, GiftState, OrderState, SeatState } from '../contract/index.ts'
import { amount, instant, microseconds, utc } from './api.ts'
import type { Line } from './line.ts'
import type { ProvisionedStep } from './settings.ts'

const Checkin = z.object({ datetime: instant, type: z.string(), auto_checked_in: z.boolean() })
const Position = z.object({
  id: z.int(),
  positionid: z.int(),
  item: z.int(),
  price: amount,
  canceled: z.boolean(),
  addon_to: z.int().nullable(),
  checkins: z.array(Checkin),
})
export const Order = z.object({
  code: z.string(),
  event: z.string(),
  /** n: pending, p: paid, e: expired, c: cancelled */
  status: z.enum(['n', 'p', 'e', 'c']),
  testmode: z.boolean(),
  datetime: instant,
  last_modified: instant,
  api_meta: z.json(),
  positions: z.array(Position),
  refunds: z.array(z.object({ provider: z.string() })),
})
export type Order = z.infer<typeof Order>

/** pretix is asked for these fields alone: no name, no address, no secret ever comes. */
export const ORDER_QUERY = {
  include_canceled_positions: 'true',
  include: [
    'code',
    'event',
    'status',
    'testmode',
    'datetime',
    'last_modified',
    'api_meta',
    'refunds.provider',
    ...Object.keys(Position.shape).map((field) => `positions.${field}`),
  ],
}
/** What we write into an order that is ours. pretix keeps it for the API alone: nobody sees it, nothing prints it. */
export const Ours = z.object({ fauteuil: z.object({ reference: z.string(), reservation_id: z.string() }) })

/** An order's code is unique within the organizer; a text that cannot be one is not asked for. */
export async function fetchOrder({ api }: Line, code: string): Promise<Order | null> {
  return /^[A-Z0-9]{1,16}$/.test(code) ? api.find(Order, `orders/${code}/`, ORDER_QUERY) : null
}

/** Everything of one order that concerns us, in one call; in two when a part of it was split off. */
export async function order(line: Line, code: string): Promise<OrderState | null> {
  const found = await fetchOrder(line, code)
  if (!found) return null
  const step = line.provision().steps[found.event]
  const gifts = step && !found.testmode ? giftsOf(found, step) : []
  if (step && found.refunds.some(({ provider }) => provider === 'offsetting')) {
    gifts.push(...(await splitOff(line, found, step)))
  }
  return { order: found.code, gifts, booking: bookingOf(found) }
}

/** Each line of the donation product, at what is paid for it now: nothing unless the whole order is paid. */
function giftsOf(found: Order, step: ProvisionedStep): GiftState[] {
  return found.positions
    .filter(({ item }) => item === step.item)
    .map((line) => giftState(found, step, line.positionid, paidFor(found, line)))
}

const paidFor = ({ status }: Order, { canceled, price }: Order['positions'][number]): number =>
  status === 'p' && !canceled ? Math.max(0, price) : 0

function giftState(found: Order, step: ProvisionedStep, positionid: number, cents: number): GiftState {
  return {
    reference: giftReference(found.event, found.code, positionid),
    cents,
    currency: step.currency,
    version: microseconds(found.last_modified),
    given_at: utc(found.datetime),
    evidence: { platform: 'pretix', event: found.event, ...step.configuration },
  }
}

export const giftReference = (event: string, code: string, positionid: number): string =>
  `${event}/${code}/${positionid}`

/**
 * Splitting a paid order moves lines to a new one and leaves none behind; what shows it is the money that moved
 * along. The new order tells the gift then, so the line that went must tell 0: pretix's own ledger names it.
 */
async function splitOff({ api }: Line, found: Order, step: ProvisionedStep): Promise<GiftState[]> {
  const moved = z.object({ positionid: z.int().nullable() })
  const query = { order: found.code, item: step.item }
  const { items } = await api.list(moved, `events/${found.event}/transactions/`, query)
  const here = new Set(found.positions.map(({ positionid }) => positionid))
  const gone = new Set(
    items.flatMap(({ positionid }) => (positionid === null || here.has(positionid) ? [] : [positionid])),
  )
  return [...gone].map((positionid) => giftState(found, step, positionid, 0))
}

/** Null unless the order is one of our invitations. */
export function bookingOf(found: Order): Booking | null {
  const ours = Ours.safeParse(found.api_meta)
  if (!ours.success) return null
  const seats = found.positions
    .filter(({ addon_to }) => addon_to === null)
    .map((position): SeatState => {
      const cancelled = position.canceled || found.status === 'c' || found.status === 'e'
      return {
        position: String(position.id),
        status: cancelled ? 'cancelled' : 'valid',
        scanned_at: firstEntry(position.checkins),
      }
    })
  return { order: found.code, ...ours.data.fauteuil, seats }
}

/** Leaving later does not undo having come; entries that pretix books by itself at the sale are none. */
function firstEntry(checkins: z.infer<typeof Checkin>[]): string | null {
  const entries = checkins
    .filter(({ type, auto_checked_in }) => type === 'entry' && !auto_checked_in)
    .map(({ datetime }) => utc(datetime))
  return entries.toSorted()[0] ?? null
}
