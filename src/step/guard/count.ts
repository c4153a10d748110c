import type { Context } from '../../platform/context.ts'
import type { PublishedStep } from '../configuration.ts'
import { readBody } from '../read-body.ts'
import { countsSentSchema } from './schemas.ts'

/**
 * Adds what an edge or a page has counted. A trial that is over asks the database nothing.
 * @throws Problem invalid_request
 */
export async function countCarts(
  ctx: Context,
  { key, trial, shown_percent }: PublishedStep,
  body: string,
): Promise<void> {
  const sent = readBody(countsSentSchema, body)
  if (sent.trial !== trial || shown_percent === 0) return
  await ctx.db.call('count_carts', { key, ...sent, now: ctx.now() })
}
