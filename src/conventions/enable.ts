import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { recordSchema } from './connection-schemas.ts'
import { mustBeAlone } from './one-place.ts'
import { openOwnTicketing } from './own-ticketing.ts'
import { provision } from './provision.ts'

/**
 * Sets up at the ticketing what ACS needs and checks it; asked again with a new key, it mends and checks anew.
 * The partner is called between two round trips, so the answer is kept afterwards: a repeated request is answered from it.
 * @throws Problem not_found, ticketing_connected_already, capability_missing, partner_refused, partner_unavailable
 */
export async function enableConnection(c: Request, connection_id: string) {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const ticketing = await openOwnTicketing(ctx, asker, connection_id)
  const before = await askedBefore(c, asker)
  if (!before) await mustBeAlone(ctx, ticketing.connection)
  const record = before ? { id: connection_id } : await provision(ctx, ticketing)
  const { answer } = await write(c, BOTH_SIDES, 'record_connection', record)
  return shownRecord(answer)
}

/** What `record_connection` answers, as the API shows it. */
export function shownRecord(answer: object) {
  const { now: checked_at, ...record } = recordSchema.parse(answer)
  return { ...record, checked_at }
}
