import { and, eq } from 'drizzle-orm'
import { type Asker, ownOnly } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection as connections } from '../platform/schema/index.ts'
import { openConnection, type Ticketing } from './ticketing.ts'

/**
 * A ticketing that the asker may touch: a structure its own, the operator any. Nothing of another's is even decrypted.
 * @throws Problem not_found, the same whether there is none or it is another's
 */
export async function openOwnTicketing(
  ctx: Context,
  asker: Asker,
  connection_id: string,
): Promise<Ticketing> {
  const [connection] = await ctx.db.read
    .select()
    .from(connections)
    .where(and(eq(connections.id, connection_id), ownOnly(asker, connections.structure_id)))
  if (!connection) throw new Problem('not_found', { what: 'connection' })
  return openConnection(ctx, connection)
}
