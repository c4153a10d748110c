import { and, eq, isNotNull, ne } from 'drizzle-orm'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection as connections } from '../platform/schema/index.ts'

/**
 * Passes when no other connection of this structure was ever set up at the same ticketing: both would learn of its gifts,
 * and each would book them as its own. An account that our own access opens is nobody else's either. One round trip.
 * @throws Problem ticketing_connected_already
 */
export async function mustBeAlone(
  ctx: Context,
  {
    id,
    structure_id,
    platform,
    settings,
  }: Record<'id' | 'structure_id' | 'platform', string> & { settings: unknown },
): Promise<void> {
  if (!isPlatform(platform)) return
  const { place, shared } = adapters[platform]
  const others = await ctx.db.read
    .select({ id: connections.id, settings: connections.settings })
    .from(connections)
    .where(
      and(
        shared ? undefined : eq(connections.structure_id, structure_id),
        eq(connections.platform, platform),
        ne(connections.id, id),
        isNotNull(connections.provision),
      ),
    )
  const twin = others.find((other) => place(other.settings) === place(settings))
  if (twin) throw new Problem('ticketing_connected_already', { connection_id: twin.id })
}
