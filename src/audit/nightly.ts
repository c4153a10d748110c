import { desc } from 'drizzle-orm'
import { PATIENCE_MS } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { plural } from '../platform/languages.ts'
import { audit as audits } from '../platform/schema/index.ts'
import { audit, type Audit } from './audit.ts'

/** The whole books of a partner of more gifts than these take more memory and calls than a night of the Worker has. */
const MOST_GIFTS = 10_000

/**
 * The audit of every night: what it looked at and found is kept, and a person is told as long as anything differs. What it
 * could not do is told too; a partner that does not answer is told by the comparison of its books (`reconcileAll`).
 */
export async function auditNightly(ctx: Context): Promise<void> {
  try {
    const found = await audit(ctx, {
      convention_id: null,
      partners: { most_gifts: MOST_GIFTS, patience_ms: PATIENCE_MS },
    })
    const { checked, differences, more, undone } = found
    await ctx.db.call('keep_audit', { id: ctx.newId(), ...found, now: ctx.now() })
    const count = differences.length + more
    ctx.log('audited', { ...checked, differences: count, undone: undone.length })
    await tell(
      ctx,
      count === 0
        ? null
        : `${plural.en(count, 'thing is not as it should be', 'things are not as they should be')}.`,
    )
  } catch (cause) {
    await tell(ctx, `The audit could not be done: ${cause instanceof Error ? cause.message : String(cause)}`)
    throw cause
  }
}

async function tell(ctx: Context, message: string | null): Promise<void> {
  const todo = '`npm run audit` tells each with what to do; nothing mends itself.'
  const found = message === null ? [] : [{ kind: 'audit', subject: 'books', message, todo }]
  await ctx.db.call('keep_troubles', { kinds: ['audit'], found, now: ctx.now() })
}

/** The last audit that was done by night, and when; null before the first. */
export async function lastAudit(ctx: Context): Promise<(Audit & { at: string }) | null> {
  const [row] = await ctx.db.read.select().from(audits).orderBy(desc(audits.id)).limit(1)
  // as `keep_audit` wrote it
  return row ? (row as typeof row & Audit) : null
}
