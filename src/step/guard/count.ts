import type { Context } from '../../platform/context.ts'
import { openStep } from '../open-step.ts'
import { readBody } from '../read-body.ts'
import { countsSentSchema } from './schemas.ts'

/**
 * Adds what an edge or a page has counted. A key that is not ours, or a trial that is over, asks the database nothing.
 * @throws Problem invalid_request, step_not_open
 */
export async function countCarts(ctx: Context, key: string, body: string): Promise<void> {
  const sent = readBody(countsSentSchema, body)
  const step = await openStep(ctx, key)
  if (sent.trial !== step.trial || step.shown_percent === 0) return
  await ctx.db.call('count_carts', { key, ...sent, now: ctx.now() })
}
