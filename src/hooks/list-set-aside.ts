import { and, asc, eq, gt } from 'drizzle-orm'
import { ownOnly, type Asker, type Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { connection, inbox } from '../platform/schema/index.ts'

type State = (typeof inbox.$inferSelect)['state']

/** Webhooks in one state, in the order in which they came, never their bodies; a structure sees those of its own ticketings. */
export async function listHooks(ctx: Context, asker: Asker, page: Page & { state: State }) {
  const { id, connection_id, event_id, state, received_at, tries, next_try_at, reason } = inbox
  const rows = await ctx.db.read
    .select({ id, connection_id, event_id, state, received_at, tries, next_try_at, reason })
    .from(inbox)
    .innerJoin(connection, eq(connection.id, inbox.connection_id))
    .where(
      and(
        eq(state, page.state),
        ownOnly(asker, connection.structure_id),
        page.after ? gt(id, page.after) : undefined,
      ),
    )
    .orderBy(asc(id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
