import { z } from 'zod'
import type { Booking, Books, Instant, Json } from '../contract/index.ts'
import { amount } from './api.ts'
import { bookingsSince, sinceAfter } from './bookings.ts'
import type { Line } from './line.ts'
import { giftReference, giftsOf, orderOf } from './gifts.ts'
import { Order, ORDER_QUERY } from './order-fields.ts'
import type { ProvisionedStep } from './settings.ts'

const Transaction = z.object({
  order: z.string(),
  positionid: z.int().nullable(),
  count: z.int(),
  price: amount,
})
/** Until when we looked in each event, and the gifts that were ordered and not yet paid then. */
const Cursor = z.object({ since: z.record(z.string(), z.string()), awaiting: z.record(z.string(), z.int()) })
type Cursor = z.infer<typeof Cursor>
type Gift = Books['gifts'][number]

/**
 * pretix's own books: its transactions, which are only ever added to, one for each line that was sold or taken
 * back. They do not tell whether an order is paid, so the orders that are not are asked for too.
 */
export async function reconcile(line: Line, cursor: Json): Promise<Books> {
  const before: Cursor = Cursor.safeParse(cursor).data ?? { since: {}, awaiting: {} }
  const next: Cursor = { since: {}, awaiting: {} }
  const gifts: Gift[] = []
  for (const [event, step] of Object.entries(line.provision().steps)) {
    const books = await giftBooks(line, { event, step, before })
    gifts.push(...books.gifts)
    next.since[`gifts of ${event}`] = books.since
    Object.assign(next.awaiting, books.awaiting)
  }
  const bookings: Booking[] = []
  for (const event of Object.keys(line.provision().seats)) {
    const key = `bookings of ${event}`
    const changed = await bookingsSince(line, { event, subevent: null }, before.since[key] ?? null)
    bookings.push(...changed.bookings)
    next.since[key] = changed.since
  }
  return { gifts, bookings, cursor: next }
}

interface Asked {
  event: string
  step: ProvisionedStep
  before: Cursor
}

async function giftBooks(line: Line, { event, step, before }: Asked) {
  const since: Instant | undefined = before.since[`gifts of ${event}`]
  const { items, at } = await line.api.list(Transaction, `events/${event}/transactions/`, {
    item: step.item,
    ...(since === undefined ? {} : { created_since: since }),
  })
  const unpaid = await linesNotPaid(line, event, step)
  const cents: Record<string, number> = {}
  for (const [reference, value] of Object.entries(before.awaiting)) {
    if (reference.startsWith(`${event}/`)) cents[reference] = value
  }
  // One line has one price at a time, and pretix takes the old one back before it adds the new: the last tells all.
  for (const { order, positionid, count, price } of items) {
    if (positionid !== null)
      cents[giftReference(event, order, positionid)] = count > 0 ? Math.max(0, price) : 0
  }
  const awaiting: Record<string, number> = {}
  for (const { reference, price, paid_cents } of unpaid) {
    if (paid_cents === null) {
      delete cents[reference]
    } else {
      cents[reference] = paid_cents
      awaiting[reference] = price
    }
  }
  const gifts = Object.entries(cents).map(([reference, now]): Gift => ({
    order: orderOf(reference),
    reference,
    cents: now,
    currency: step.currency,
  }))
  return { gifts, awaiting, since: sinceAfter(at ?? line.now()) }
}

interface LineNotPaid {
  reference: string
  price: number
  /** null: the order only tried the shop */
  paid_cents: number | null
}

/** Gift lines of orders that wait for money, and of those that were made to try the shop. */
async function linesNotPaid({ api }: Line, event: string, step: ProvisionedStep): Promise<LineNotPaid[]> {
  const lines: LineNotPaid[] = []
  for (const which of [{ status: 'n' }, { testmode: 'true' }]) {
    const { items } = await api.list(Order, `events/${event}/orders/`, {
      ...ORDER_QUERY,
      item: step.item,
      ...which,
    })
    for (const order of items) {
      const paid = new Map(giftsOf(order, step).map(({ reference, cents }) => [reference, cents]))
      // the order's other lines are in no book of ours, so nothing changes by them
      for (const { canceled, positionid, price } of order.positions) {
        const reference = giftReference(event, order.code, positionid)
        if (canceled) continue
        lines.push({ reference, price: Math.max(0, price), paid_cents: paid.get(reference) ?? null })
      }
    }
  }
  return lines
}
