import { convert } from '../ledger/index.ts'
import type { Context } from '../platform/context.ts'
import { offerFreeSeats } from './offer-free-seats.ts'

/** Opens the credits that a convention's fund pays for now, and asks whoever waits for seats. */
export async function openSeats(ctx: Context, convention_id: string): Promise<void> {
  if ((await convert(ctx, convention_id)) > 0) await offerFreeSeats(ctx, { convention_id })
}
