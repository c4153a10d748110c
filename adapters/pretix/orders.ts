import { z } from 'zod'
import type { Booking, OrderState, SeatState } from '../contract/index.ts'
import { utc } from './api.ts'
import { giftsOf, splitOff } from './gifts.ts'
import type { Line } from './line.ts'
import { type Checkin, Order, ORDER_QUERY } from './order-fields.ts'

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
  const gifts = step ? [...giftsOf(found, step), ...(await splitOff(line, found, step))] : []
  return { order: found.code, gifts, booking: bookingOf(found) }
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
