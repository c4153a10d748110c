import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { recordSchema } from './connection-schemas.ts'
import { mustBeAlone, placeOf } from './one-place.ts'
import { openOwnTicketing } from './own-ticketing.ts'
import { provision } from './provision.ts'
import type { Ticketing } from './ticketing.ts'

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
  const ticketing_of = placeOf(ticketing.connection)
  try {
    const { answer } = await write(c, BOTH_SIDES, 'record_connection', { ...record, ticketing: ticketing_of })
    return shownRecord(answer)
  } catch (refused) {
    if (isTaken(refused)) await closeHook(ctx, ticketing)
    throw refused
  }
}

const isTaken = (thrown: unknown): boolean =>
  thrown instanceof Problem && thrown.code === 'ticketing_connected_already'

/** Another connection was enabled there meanwhile: this one is a draft again, whose webhook address answers 410. */
async function closeHook(ctx: Context, { connection: { id } }: Ticketing): Promise<void> {
  const draft = { id, state: 'draft', provision: null, checks: [] }
  await ctx.db.call('record_connection', { ...draft, now: ctx.now() })
}

/** What `record_connection` answers, as the API shows it. */
export function shownRecord(answer: object) {
  const { now: checked_at, ...record } = recordSchema.parse(answer)
  return { ...record, checked_at }
}
