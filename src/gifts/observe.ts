import { z } from 'zod'
import type { GiftState } from '../../adapters/contract/index.ts'
import { instantIn } from '../people/index.ts'
import type { Context } from '../platform/context.ts'

/** What the ledger takes. A million euros in one gift is a mistake of someone's, not a gift. */
const bookable = z.object({
  reference: z.string().min(1).max(200),
  cents: z.int().min(0).max(100_000_000),
  currency: z.literal('EUR'),
  version: z.int().min(0),
  given_at: instantIn,
})

/** One gift as an adapter observed it, with the connection that it came from. */
export interface Observation {
  connection_id: string
  gift: GiftState
}

/**
 * Why a gift cannot be booked, or null. Such a one is set aside alone and holds nobody else's back.
 */
export function refusalOf(gift: GiftState): string | null {
  const checked = bookable.safeParse(gift)
  const issue = checked.error?.issues[0]
  return issue ? `gift ${gift.reference}: ${issue.path.join()}: ${issue.message}` : null
}

/**
 * Posts what gifts are now, in one round trip: only the difference to what was posted before, and only if the version
 * rises. `done` are webhooks that are thereby worked on, in the same transaction.
 * Answers the conventions whose fund has news.
 */
export async function postGifts(
  ctx: Context,
  observations: readonly Observation[],
  done: readonly string[],
): Promise<string[]> {
  const rows = observations.map(
    ({ connection_id, gift: { reference, cents, version, given_at, evidence } }) => ({
      id: ctx.newId(),
      connection_id,
      reference,
      cents,
      version,
      given_at,
      evidence,
    }),
  )
  const { conventions } = await ctx.db.call('post_gifts', { now: ctx.now(), observations: rows, done })
  return conventions
}
