import { and, eq, isNull } from 'drizzle-orm'
import type { Role } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import { apiKey, organisation } from '../../platform/schema/index.ts'
import { sha256 } from '../../platform/secrets.ts'

/** The role that a key opens a page for; null when it opens none. */
export async function whoseKey(ctx: Context, key: string): Promise<Role | null> {
  const [found] = await ctx.db.read
    .select({ role: organisation.role })
    .from(apiKey)
    .innerJoin(organisation, eq(organisation.id, apiKey.organisation_id))
    .where(and(eq(apiKey.hash, await sha256(key)), isNull(apiKey.revoked_at)))
  return found?.role ?? null
}
