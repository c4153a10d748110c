import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import type { PublishedStep } from './configuration.ts'
import { publishedStep } from './publish.ts'

/** The step that a public key names, where one is open now; no round trip to the database. @throws Problem step_not_open */
export async function openStep(ctx: Context, key: string): Promise<PublishedStep> {
  const step = await lastStep(ctx, key)
  if (!step.open) throw new Problem('step_not_open')
  return step
}

/** The same, or as it was when it was open last: what gifts have opened is told for good. @throws Problem step_not_open */
export async function lastStep(ctx: Context, key: string): Promise<PublishedStep> {
  const step = await publishedStep(ctx, key)
  if (!step) throw new Problem('step_not_open')
  return step
}
