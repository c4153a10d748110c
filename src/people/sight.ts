import { and, eq, type Column, type SQL } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { convention } from '../platform/schema/index.ts'
import type { Asker, Role } from './asker.ts'

/** The two sides of a convention. A relay learns of it only what an invitation tells. */
export const BOTH_SIDES: readonly Role[] = ['structure', 'operator']

/** The filter of tenants: the operator sees all, a structure what is its own. @param structure_id the column that says whose */
export const ownOnly = (asker: Asker, structure_id: Column): SQL | undefined =>
  asker.role === 'operator' ? undefined : eq(structure_id, asker.organisation_id)

/**
 * Passes when this convention exists and the asker may see it; one round trip.
 * @throws Problem not_found, the same whether there is none or it is another's
 */
export async function mustSeeConvention(ctx: Context, asker: Asker, id: string): Promise<void> {
  const [seen] = await ctx.db.read
    .select({ id: convention.id })
    .from(convention)
    .where(and(eq(convention.id, id), ownOnly(asker, convention.structure_id)))
  if (!seen) throw new Problem('not_found', { what: 'convention' })
}
