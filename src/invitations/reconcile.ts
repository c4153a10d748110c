import { eq } from 'drizzle-orm'
import type { Json } from '../../adapters/contract/index.ts'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { connection } from '../platform/schema/index.ts'
import { endTrouble, showTrouble } from './trouble.ts'

/**
 * Compares the partner's own books since the last time with ours: gifts collected there and not booked here, bookings
 * there without a reservation here. Answers how many differences are open; they are shown until they are gone.
 */
export async function reconcile(ctx: Context, connection_id: string): Promise<number> {
  const ticketing = await openTicketing(ctx, connection_id)
  const books = await able(ticketing, 'reconcile', 'reconcile')(ticketing.connection.books_cursor as Json)
  const bookings = books.bookings.map(({ order, reference, reservation_id, seats }) => ({
    order,
    reference,
    reservation_id,
    seats: seats.filter(({ status }) => status === 'valid').length,
  }))
  const compared = { connection_id, gifts: books.gifts, bookings, cursor: books.cursor, now: ctx.now() }
  const { differences } = await ctx.db.call('keep_books', compared)
  if (differences === 0) await endTrouble(ctx, 'books', connection_id)
  else {
    const message = `${differences} line(s) of the ticketing's books and ours differ.`
    await showTrouble(
      ctx,
      'books',
      connection_id,
      message,
      'Read the differences: replay the webhook of a missing gift, or cancel at the venue a booking that nobody asked for.',
    )
  }
  return differences
}

/** Every enabled connection in turn; one that fails is shown and does not keep the others. */
export async function reconcileAll(ctx: Context): Promise<void> {
  const enabled = await ctx.db.read.select().from(connection).where(eq(connection.state, 'enabled'))
  for (const { id, platform } of enabled) {
    if (!isPlatform(platform) || !adapters[platform].capabilities.reconcile) continue
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
