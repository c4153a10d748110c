import type { PaymentMovement, Payout } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'

/** What moved on one payment account, with the connection that it came from. */
export interface Moved {
  connection_id: string
  movements: readonly PaymentMovement[]
}

/**
 * Books what payment providers kept of gifts, each of their movements once, in one round trip; without any, those fees that
 * waited for their gift. Answers how many.
 */
export async function bookFees(ctx: Context, moved: readonly Moved[]): Promise<number> {
  const movements = moved.flatMap((one) =>
    one.movements.map((movement) => ({ connection_id: one.connection_id, ...movement })),
  )
  const { booked } = await ctx.db.call('book_fees', { now: ctx.now(), movements })
  return booked
}

/** Those whose gift was not there yet, or in suspense; run every minute. */
export async function bookWaitingFees(ctx: Context): Promise<void> {
  await bookFees(ctx, [])
}

/** What a provider sent to the bank, and which movements it brought. One round trip. */
export async function recordPayouts(
  ctx: Context,
  connection_id: string,
  payouts: readonly Payout[],
): Promise<void> {
  const rows = payouts.map((payout) => ({ id: ctx.newId(), ...payout }))
  await ctx.db.call('record_payouts', { now: ctx.now(), connection_id, payouts: rows })
}
