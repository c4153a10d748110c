import { and, eq, inArray } from 'drizzle-orm'
import { RetryLater, type Books, type Json, type OrderState } from '../../adapters/contract/index.ts'
import { able, enabledConnections, openTicketing, PATIENCE_MS, type Ticketing } from '../conventions/index.ts'
import { bookFees, postGifts, recordPayouts, refusalOf } from '../gifts/index.ts'
import { openSeats, recordLost, recordSeats } from '../invitations/index.ts'
import { endTrouble, showTrouble } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { gift } from '../platform/schema/index.ts'

/** Orders fetched again in one night; more than that is not a lost webhook but something for a person. */
const MOST_ORDERS = 200

/**
 * Compares the partner's own books since the last time with ours. A gift that was collected there and is not booked here
 * as it stands (its webhook never came) is booked now, from its order; what differs all the same is shown until it is gone.
 * Answers how many gifts were caught up with, and how many differences are open.
 */
export async function reconcile(
  ctx: Context,
  connection_id: string,
): Promise<{ caught_up: number; differences: number }> {
  const ticketing = await openTicketing(ctx, connection_id, PATIENCE_MS)
  const books = await able(ticketing, 'reconcile', 'reconcile')(ticketing.connection.books_cursor as Json)
  const behind = await behindOurs(ctx, connection_id, books)
  const { states, whole } = await fetchOrders(ticketing, behind)
  await catchUp(ctx, connection_id, states)
  await keepMoney(ctx, connection_id, books, states)
  await recordLost(ctx, connection_id, books.bookings)

  // an order that was fetched tells more than the books: a refund may name no line there
  const now = new Map(states.flatMap(({ gifts }) => gifts.map(({ reference, cents }) => [reference, cents])))
  const gifts = books.gifts.map(({ reference, cents }) => ({ reference, cents: now.get(reference) ?? cents }))
  const bookings = books.bookings.map(({ order, reference, reservation_id, seats }) => ({
    order,
    reference,
    reservation_id,
    seats: seats.filter(({ status }) => status === 'valid').length,
  }))
  // what was too much for one night is told again in the next
  const cursor = whole ? books.cursor : ticketing.connection.books_cursor
  const compared = { connection_id, gifts, bookings, cursor, now: ctx.now() }
  const { differences } = await ctx.db.call('keep_books', compared)
  if (behind.length > 0) ctx.log('books_caught_up', { connection_id, gifts: behind.length })
  await tell(ctx, connection_id, differences)
  return { caught_up: behind.length, differences }
}

/** The gifts of their books that ours do not show as they stand. */
async function behindOurs(ctx: Context, connection_id: string, { gifts }: Books): Promise<Books['gifts']> {
  const ours = new Map<string, number>()
  for (let at = 0; at < gifts.length; at += 500) {
    const references = gifts.slice(at, at + 500).map(({ reference }) => reference)
    const known = await ctx.db.read
      .select({ reference: gift.reference, cents: gift.cents })
      .from(gift)
      .where(and(eq(gift.connection_id, connection_id), inArray(gift.reference, references)))
    for (const { reference, cents } of known) ours.set(reference, cents)
  }
  return gifts.filter(({ reference, cents }) => (ours.get(reference) ?? 0) !== cents)
}

/** Their orders; `whole`: all of them. What one night has no time for is left to the next, and what was fetched is booked. */
async function fetchOrders(
  ticketing: Ticketing,
  behind: Books['gifts'],
): Promise<{ states: OrderState[]; whole: boolean }> {
  const order = able(ticketing, 'gifts', 'order')
  const codes = [...new Set(behind.map((one) => one.order))]
  const states: OrderState[] = []
  for (const code of codes.slice(0, MOST_ORDERS)) {
    try {
      const state = await order(code)
      if (state) states.push(state)
    } catch (cause) {
      if (cause instanceof RetryLater && states.length > 0) return { states, whole: false }
      throw cause
    }
  }
  return { states, whole: codes.length <= MOST_ORDERS }
}

async function catchUp(ctx: Context, connection_id: string, states: OrderState[]): Promise<void> {
  if (states.length === 0) return
  await recordSeats(ctx, connection_id, states)
  const gifts = states.flatMap((state) => state.gifts).filter((one) => refusalOf(one) === null)
  const conventions = await postGifts(
    ctx,
    gifts.map((one) => ({ connection_id, gift: one })),
    [],
  )
  for (const convention_id of conventions) await openSeats(ctx, convention_id)
}

/** What moved on a payment account and what was paid out; the gifts of both are booked by now. */
async function keepMoney(
  ctx: Context,
  connection_id: string,
  books: Books,
  states: OrderState[],
): Promise<void> {
  const movements = [...(books.movements ?? []), ...states.flatMap((state) => state.movements ?? [])]
  if (movements.length > 0) await bookFees(ctx, [{ connection_id, movements }])
  if (books.payouts && books.payouts.length > 0) await recordPayouts(ctx, connection_id, books.payouts)
}

async function tell(ctx: Context, connection_id: string, differences: number): Promise<void> {
  if (differences === 0) return endTrouble(ctx, 'books', connection_id)
  const message = `${differences} line(s) of the ticketing's books and ours differ.`
  const todo =
    'Read the differences: replay the webhook of a gift that was set aside, or cancel at the venue a booking that nobody asked for.'
  await showTrouble(ctx, 'books', connection_id, message, todo)
}

/** Every enabled connection in turn; one that fails, or is too slow, is shown and does not keep the others. */
export async function reconcileAll(ctx: Context): Promise<void> {
  for (const id of await enabledConnections(ctx, 'reconcile')) {
    await reconcile(ctx, id).catch((cause: unknown) =>
      showTrouble(
        ctx,
        'books',
        id,
        String(cause),
        'The books could not be compared. It is tried again tomorrow night.',
      ),
    )
  }
}
