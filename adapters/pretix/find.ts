import { type Booking, RetryLater } from '../contract/index.ts'
import { orderCodes } from './codes.ts'
import type { Line } from './line.ts'
import { bookingOf, fetchOrder } from './orders.ts'

/** What is found under a code: our own booking, someone else's order, or nothing. */
export type Found = { ours: Booking } | 'taken' | 'free'

export async function lookUnder(
  line: Line,
  code: string,
  reference: string,
  reservation_id: string,
): Promise<Found> {
  const order = await fetchOrder(line, code)
  if (!order) return 'free'
  const booking = bookingOf(order)
  const ours = booking?.reference === reference && booking.reservation_id === reservation_id
  return booking && ours ? { ours: booking } : 'taken'
}

/** Each write of an attempt has a key of its own, and pretix remembers a key for a day. */
export const idempotencyKey = (reference: string, write: number): string => `fauteuil-${reference}-${write}`
/** So many writes an attempt may make: three codes, and two more choices of seats. A look-up asks for each. */
export const WRITES_AT_MOST = 5

/** The answer to a write that is over is given again, whatever it was; 404 is a key that was never used. */
const STORED = [400, 401, 403, 404, 409]

/**
 * The booking of one attempt, or null: then there is none, and there will be none. pretix notes the key of a write
 * before it works on it, and says whether it still does; only when it does not, are the codes looked up.
 */
export async function findBooking(
  line: Line,
  reference: string,
  reservation_id: string,
): Promise<Booking | null> {
  for (let write = 1; write <= WRITES_AT_MOST; write += 1) {
    const query = new URLSearchParams({ key: idempotencyKey(reference, write) }).toString()
    const path = `api/v1/idempotency_query?${query}`
    const { status } = await line.api.http.call({ path, expect: STORED })
    if (status === 409) throw new RetryLater(`pretix still works on the order for ${reference}`)
    if (status === 404) break
  }
  for (const code of await orderCodes(reference)) {
    const found = await lookUnder(line, code, reference, reservation_id)
    if (typeof found === 'object') return found.ours
  }
  return null
}
