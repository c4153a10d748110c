import { and, eq } from 'drizzle-orm'
import { askerOf, BOTH_SIDES, ownOnly, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { connection, inbox } from '../platform/schema/index.ts'
import { handOn } from './receive.ts'

/**
 * Works again on a webhook that was set aside, from its first try; a structure may do so for its own ticketings.
 * A queue that fails loses nothing: the sweep finds the row.
 * @throws Problem not_found: there is none, it is another's, or it is not set aside
 */
export async function replayHook(c: Request, id: string): Promise<{ id: string; state: 'received' }> {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const [own] = await ctx.db.read
    .select({ id: inbox.id })
    .from(inbox)
    .innerJoin(connection, eq(connection.id, inbox.connection_id))
    .where(and(eq(inbox.id, id), ownOnly(asker, connection.structure_id)))
  if (!own) throw new Problem('not_found', { what: 'webhook set aside' })
  const { replayed, answer } = await write(c, BOTH_SIDES, 'replay_hook', { id })
  if (!replayed) await handOn(ctx, id)
  return answer
}
