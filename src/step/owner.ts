import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { organisation, step } from '../platform/schema/index.ts'
import type { PublishedStep } from './configuration.ts'
import { publishedStep } from './publish.ts'

export type StepOwner = Pick<PublishedStep, 'structure_id' | 'structure'>

/** Whose step a public key names, open or not; null: nobody's. One round trip to the database, and none while it is open. */
export async function stepOwner(ctx: Context, key: string): Promise<StepOwner | null> {
  const open = await publishedStep(ctx, key)
  if (open) return open
  const [found] = await ctx.db.read
    .select({ structure_id: step.structure_id, structure: organisation.name })
    .from(step)
    .innerJoin(organisation, eq(organisation.id, step.structure_id))
    .where(eq(step.key, key))
  return found ?? null
}
