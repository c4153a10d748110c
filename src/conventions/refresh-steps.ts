import { and, eq, gt } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { connection, convention, conventionVersion } from '../platform/schema/index.ts'
import { collectsAt } from './collecting.ts'
import { can } from './enabled.ts'
import { provision } from './provision.ts'
import { openTicketing, PATIENCE_MS } from './ticketing.ts'

/**
 * Enables again where a version came into force since: the price that subscribers read in the ticketing's own step is the one that
 * is agreed now. Each on its own; one that fails is logged, and comes again the night after.
 */
export async function refreshSteps(ctx: Context): Promise<void> {
  const outdated = await ctx.db.read
    .selectDistinct({ id: connection.id, platform: connection.platform })
    .from(connection)
    .innerJoin(convention, eq(convention.structure_id, connection.structure_id))
    .innerJoin(conventionVersion, eq(conventionVersion.convention_id, convention.id))
    .where(
      and(
        eq(connection.state, 'enabled'),
        collectsAt(ctx.now()),
        gt(conventionVersion.in_force_at, connection.checked_at),
      ),
    )
  for (const { id, platform } of outdated) {
    if (!can(platform, 'enable')) continue
    try {
      const record = await provision(ctx, await openTicketing(ctx, id, PATIENCE_MS))
      await ctx.db.call('record_connection', { ...record, now: ctx.now() })
    } catch (cause) {
      ctx.log('step_not_refreshed', { connection_id: id, cause: String(cause) })
    }
  }
}
