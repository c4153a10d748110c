import type { Context } from '../platform/context.ts'
import type { DriveParams } from '../platform/env.ts'
import { book } from './drive-book.ts'
import { issueTickets } from './drive-tickets.ts'
import { takeBack } from './drive-return.ts'
import type { Steps } from './steps.ts'
import { telling } from './telling.ts'

/**
 * Drives a reservation from wherever it stands to its tickets, and seats that are given back to their end. The database
 * decides every transition; two runs at once do no harm, and one that was lost is started again by the sweep.
 */
export async function driveReservation(
  ctx: Context,
  steps: Steps,
  { reservation_id }: DriveParams,
): Promise<void> {
  const bookAndIssue = async () => {
    const state = await book(ctx, steps, reservation_id)
    if (state === 'booked') await issueTickets(ctx, steps, reservation_id, 'tickets')
  }
  await telling(ctx, steps, { kind: 'booking', reservation_id }, bookAndIssue)
  const returned = await takeBack(ctx, steps, reservation_id)
  // seats that the venue keeps may not have had their tickets yet
  if (returned === 'refused') await issueTickets(ctx, steps, reservation_id, 'kept tickets')
}
