import type { z } from '@hono/zod-openapi'
import { BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import type { Approved } from '../platform/verbs.ts'
import type { proposedSurplusSchema } from './schemas.ts'

/**
 * What should become of surplus cents; nothing happens to them before the other side's yes. One round trip.
 * @throws Problem not_found
 */
export async function proposeSurplus(
  c: Request,
  convention_id: string,
  input: z.infer<typeof proposedSurplusSchema>,
): Promise<Approved> {
  const cents = input.use === 'seats' ? input.seats * input.seat_price_cents : input.cents
  const decision = { id: c.get('ctx').newId(), convention_id, ...input, cents }
  return (await write(c, BOTH_SIDES, 'propose_surplus', decision)).answer
}
