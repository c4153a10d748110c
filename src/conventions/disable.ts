import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { shownRecord } from './enable.ts'
import { openOwnTicketing } from './own-ticketing.ts'
import { able, asProblem } from './ticketing.ts'

/**
 * Takes back what `enable` made; what was sold or booked stays. What was made is still remembered: orders of before
 * can change, and a refund has to be recognised.
 * @throws Problem not_found, capability_missing, partner_refused, partner_unavailable
 */
export async function disableConnection(c: Request, connection_id: string) {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const ticketing = await openOwnTicketing(ctx, asker, connection_id)
  if (!(await askedBefore(c, asker))) await asProblem(able(ticketing, 'enable', 'disable')())
  const { provision } = ticketing.connection
  const record = { id: connection_id, state: 'disabled', provision, checks: [] }
  const { answer } = await write(c, BOTH_SIDES, 'record_connection', record)
  return shownRecord(answer)
}
