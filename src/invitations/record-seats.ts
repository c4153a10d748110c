import type { Booking, OrderState, Scan } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { startDrive } from './start-drive.ts'

/** Books what the partner's orders say of invitation seats: who came, and what was cancelled there without us. */
export async function recordSeats(
  ctx: Context,
  connection_id: string,
  states: readonly OrderState[],
): Promise<void> {
  const bookings = states.flatMap(({ booking }) => (booking ? [booking] : []))
  const scans = bookings.flatMap(({ order, seats }) =>
    seats
      .filter(({ status }) => status === 'valid')
      .map(({ position, scanned_at }): Scan => ({ order, position, scanned_at })),
  )
  if (scans.length > 0) {
    const now = ctx.now()
    await ctx.db.call('record_scans', { connection_id, scans, seen_at: now, now })
  }
  await recordLost(ctx, connection_id, bookings)
}

/**
 * Books which seats the venue has cancelled by itself, a promise broken there: the relay and a person are told, and only
 * when the evening is over do they return by themselves.
 */
export async function recordLost(
  ctx: Context,
  connection_id: string,
  bookings: readonly Booking[],
): Promise<void> {
  const seats = bookings.flatMap(({ order, seats: theirs }) =>
    theirs.map(({ position, status }) => ({ order, position, valid: status === 'valid' })),
  )
  if (seats.length === 0) return
  const { resumed } = await ctx.db.call('record_lost', { connection_id, seats, now: ctx.now() })
  for (const { id, drive } of resumed) await startDrive(ctx, id, drive)
}
