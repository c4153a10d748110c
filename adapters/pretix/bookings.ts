import type { Booking, Instant } from '../contract/index.ts'
import type { Line } from './line.ts'
import { Order, ORDER_QUERY } from './order-fields.ts'
import { bookingOf } from './orders.ts'
import type { PerformanceName } from './names.ts'

/** A change is dated when it begins and seen when it is committed: looking back a little loses none in between. */
export const OVERLAP_MS = 2 * 60_000

/** The next `since`, after a look at the time `at`. */
export const sinceAfter = (at: Instant): Instant => new Date(Date.parse(at) - OVERLAP_MS).toISOString()

/** Our bookings among the orders changed since, scans and cancellations included; all of them when `since` is null. */
export async function bookingsSince(
  line: Line,
  { event, subevent }: PerformanceName,
  since: Instant | null,
): Promise<{ bookings: Booking[]; since: Instant }> {
  const { items, at } = await line.api.list(Order, `events/${event}/orders/`, {
    ...ORDER_QUERY,
    ...(subevent === null ? {} : { subevent }),
    ...(since === null ? {} : { modified_since: since }),
  })
  const bookings = items.flatMap((order) => {
    const booking = bookingOf(order)
    return booking ? [booking] : []
  })
  return { bookings, since: sinceAfter(at ?? line.now()) }
}
