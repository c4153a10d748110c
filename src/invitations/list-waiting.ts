import { and, asc, eq, gt } from 'drizzle-orm'
import type { Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { invitation, performance, waiting } from '../platform/schema/index.ts'
import { show } from './show.ts'

/** What a relay waits for, or has waited for. */
export async function listWaiting(
  ctx: Context,
  asker: Asker,
  page: {
    limit: number
    after?: string | undefined
    state?: (typeof waiting.$inferSelect)['state'] | undefined
  },
) {
  const rows = await ctx.db.read
    .select({
      id: waiting.id,
      invitation_id: waiting.invitation_id,
      ...show,
      seats: waiting.seats,
      state: waiting.state,
      reservation_id: waiting.reservation_id,
      created_at: waiting.created_at,
    })
    .from(waiting)
    .innerJoin(invitation, eq(invitation.id, waiting.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(
      and(
        eq(waiting.relay_id, asker.organisation_id),
        page.state ? eq(waiting.state, page.state) : undefined,
        page.after ? gt(waiting.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(waiting.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}
