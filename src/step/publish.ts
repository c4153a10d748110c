import type { Context } from '../platform/context.ts'
import type { PublishedStep } from './configuration.ts'
import { makeStep } from './make.ts'

/**
 * Makes what every way in reads, of one structure or of each, and keeps what has changed where reading it asks no database. Cron
 * does it each minute, so that an agreement that takes effect, or another seat, is shown soon. One round trip.
 */
export async function publishSteps(ctx: Context, structure_id: string | null = null): Promise<void> {
  for (const source of await ctx.db.call('steps_now', { structure_id, now: ctx.now() })) {
    const step = await makeStep(source, ctx.origin)
    const before = await ctx.published.get(source.key)
    if (step === null) {
      if (before !== null) await ctx.published.delete(source.key)
      continue
    }
    const text = JSON.stringify(step)
    if (text === before) continue
    await keepVersion(ctx, step)
    await ctx.published.put(source.key, text)
  }
}

/** The step that a public key names, open or closed; null when there is none. No round trip to the database. */
export async function publishedStep(ctx: Context, key: string): Promise<PublishedStep | null> {
  const text = await ctx.published.get(key)
  return text === null ? null : (JSON.parse(text) as PublishedStep)
}

/** What this version shows, whatever the season has come to meanwhile. Kept once. */
async function keepVersion(ctx: Context, step: PublishedStep): Promise<void> {
  const {
    structure_id,
    version,
    open: _o,
    opened: _n,
    left_cents: _l,
    trial: _t,
    edge_generation: _g,
    ...shown
  } = step
  await ctx.db.call('keep_step_version', { structure_id, version, shown, now: ctx.now() })
}
