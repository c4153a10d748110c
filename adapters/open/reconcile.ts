import { z } from '@hono/zod-openapi'
import { type Books, type Json, PartnerBrokeContract } from '../contract/index.ts'
import type { Api } from './api.ts'
import { bookingOf, giftReference } from './orders.ts'
import { Transaction } from './wire/acs.ts'
import { OctoBooking } from './wire/booking.ts'

const Cursor = z.object({ transactions: z.string(), bookings: z.string() })

/**
 * The partner's books since the cursor: each gift line that moved, at what it now stands, and our bookings. A
 * line's transactions must add up to what the partner says it stands at; read from the start, from nothing.
 */
export async function reconcile(api: Api, cursor: Json): Promise<Books> {
  const since = Cursor.safeParse(cursor).data ?? null
  const transactions = await api.list(Transaction, 'acs/transactions', since?.transactions ?? null)
  const lines = new Map<string, Books['gifts'][number]>()
  for (const one of transactions.items) {
    const reference = giftReference(one)
    const before = lines.get(reference)?.cents ?? (since ? one.netCents - one.deltaCents : 0)
    if (before + one.deltaCents !== one.netCents) {
      throw new PartnerBrokeContract(
        `transaction ${one.id} of gift ${reference}: ${before} and ${one.deltaCents} cents do not make ${one.netCents}`,
      )
    }
    lines.set(reference, { order: one.orderId, reference, cents: one.netCents, currency: one.currency })
  }
  const bookings = await api.list(OctoBooking, 'acs/bookings', since?.bookings ?? null)
  const latest = new Map(bookings.items.map((booking) => [booking.uuid, bookingOf(booking)]))
  return {
    gifts: [...lines.values()],
    bookings: [...latest.values()].filter((booking) => booking !== null),
    cursor: { transactions: transactions.next, bookings: bookings.next },
  }
}
