import { adapters, isPlatform } from '../../adapters/registry.ts'
import { showTrouble } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'

/** A connection's ticketing by the name that no two connections share; null for a platform that is no more. */
export function placeOf(connection: {
  platform: string
  settings: unknown
}): { platform: string; place: string } | null {
  const { platform, settings } = connection
  return isPlatform(platform) ? { platform, place: adapters[platform].place(settings) } : null
}

/**
 * Passes when this ticketing is the connection's own from now on: another one that was set up there, of whatever
 * structure, would book its gifts a second time. One round trip.
 * @throws Problem ticketing_connected_already, see `tellingWhoseItIs`
 */
export async function mustBeAlone(
  ctx: Context,
  connection: { id: string; platform: string; settings: unknown },
): Promise<void> {
  const named = placeOf(connection)
  if (!named) return
  await tellingWhoseItIs(ctx, { id: connection.id, ...named }, () =>
    ctx.db.call('claim_ticketing', { id: connection.id, ...named, now: ctx.now() }),
  )
}

/**
 * Does what makes a ticketing the connection's. Where it is another structure's, the operator is shown both.
 * @throws Problem ticketing_connected_already, with the other's id where it is the structure's own
 */
export async function tellingWhoseItIs<T>(
  ctx: Context,
  { id, place }: { id: string; place: string },
  claim: () => Promise<T>,
): Promise<T> {
  try {
    return await claim()
  } catch (refused) {
    if (refused instanceof Problem && refused.code === 'ticketing_connected_already') {
      if (!('connection_id' in refused.detail)) await tellOperator(ctx, id, place)
    }
    throw refused
  }
}

async function tellOperator(ctx: Context, connection_id: string, place: string): Promise<void> {
  const message = `Two structures connect the same ticketing, ${place}. It stays with the one that has it, and this one was refused.`
  const todo =
    'Find out whose it is. Where the other connection is a mistake, give it the settings of its own ticketing, or disable it if it never booked a gift; then enable this one.'
  await showTrouble(ctx, 'connection', connection_id, message, todo)
}
