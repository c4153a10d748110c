import { eq, sql } from 'drizzle-orm'
import type { Capability } from '../../adapters/contract/index.ts'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import type { Context } from '../platform/context.ts'
import { connection, trouble } from '../platform/schema/index.ts'

/** Whether a platform, by its word, is one of ours and declares this. */
export const can = (platform: string, capability: Capability): boolean =>
  isPlatform(platform) && adapters[platform].capabilities[capability] !== undefined

/**
 * The enabled connections whose platform can do this, in the order in which a night asks them: one that could not be read
 * last time comes last, so that it keeps no other; of the rest whoever was compared longest ago is first.
 */
export async function enabledConnections(ctx: Context, capability: Capability): Promise<string[]> {
  const failing = sql`exists (select from ${trouble} where ${trouble.kind} = 'books'
    and ${trouble.subject} = ${connection.id}::text and ${trouble.resolved_at} is null)`
  const rows = await ctx.db.read
    .select({ id: connection.id, platform: connection.platform })
    .from(connection)
    .where(eq(connection.state, 'enabled'))
    .orderBy(failing, sql`${connection.reconciled_at} nulls first`, connection.id)
  return rows.filter(({ platform }) => can(platform, capability)).map(({ id }) => id)
}
