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
 * structure, would book its gifts a second time. Where the other is another structure's, the operator is shown both.
 * One round trip.
 * @throws Problem ticketing_connected_already, with the other's id where it is the structure's own
 */
export async function mustBeAlone(
  ctx: Context,
  connection: { id: string; platform: string; settings: unknown },
): Promise<void> {
  const named = placeOf(connection)
  if (!named) return
  try {
    await ctx.db.call('claim_ticketing', { id: connection.id, ...named, now: ctx.now() })
  } catch (refused) {
    if (refused instanceof Problem && refused.code === 'ticketing_connected_already') {
      if (!('connection_id' in refused.detail)) await tellOperator(ctx, connection.id, named.place)
    }
    throw refused
  }
}

async function tellOperator(ctx: Context, connection_id: string, place: string): Promise<void> {
  const message = `Two structures connect the same ticketing, ${place}. It stays with the one that has it, and this one was refused.`
  const todo =
    'Find out whose it is. Where the other connection is a mistake and never booked a gift, disable it; then enable this one.'
  await showTrouble(ctx, 'connection', connection_id, message, todo)
}
