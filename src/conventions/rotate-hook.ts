import { askerOf, BOTH_SIDES, write } from '../people/index.ts'
import { DAY_MS, later } from '../platform/clock.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { shownRecord } from './enable.ts'
import { openOwnTicketing } from './own-ticketing.ts'
import { provision } from './provision.ts'
import { able } from './ticketing.ts'

const OVERLAP_MS = 3 * DAY_MS

/**
 * A new webhook address and signing secret. Its way is opened before the partner hears of it, and the one before stays
 * good for three days. If the partner cannot be told now, enabling again within that time is enough.
 * @throws Problem not_found, connection_not_enabled, capability_missing, partner_refused, partner_unavailable
 */
export async function rotateHook(c: Request, connection_id: string) {
  const ctx = c.get('ctx')
  const ticketing = await openOwnTicketing(ctx, await askerOf(c, BOTH_SIDES), connection_id)
  able(ticketing, 'enable', 'enable')
  const { connection, adapter } = ticketing
  // its secret is the deployment's, and is rotated where it was made
  if (adapter.shared)
    throw new Problem('capability_missing', { platform: adapter.platform, capability: 'rotate-hook' })
  if (connection.state !== 'enabled') {
    throw new Problem('connection_not_enabled', { connection_id, state: connection.state })
  }
  const overlap_ends_at = later(ctx.now(), OVERLAP_MS)
  const { replayed, answer } = await write(c, BOTH_SIDES, 'rotate_hook', {
    id: connection_id,
    overlap_ends_at,
  })
  // a repeated request sets up again what is in force by now, never the address that was new then
  const turned = replayed
    ? connection
    : { ...connection, hook_generation: answer.hook_generation, hook_overlap_ends_at: overlap_ends_at }
  const record = await provision(ctx, { ...ticketing, connection: turned })
  const recorded = await ctx.db.call('record_connection', { ...record, now: ctx.now() })
  const { hook_generation, hook_overlap_ends_at } = turned
  return { ...shownRecord(recorded), hook_generation, hook_overlap_ends_at }
}
