import { and, asc, gt, sql } from 'drizzle-orm'
import type { z } from '@hono/zod-openapi'
import { ownOnly, type Asker, type Page } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import { paged } from '../../platform/http.ts'
import type { Language } from '../../platform/languages.ts'
import { step } from '../../platform/schema/index.ts'
import { pageParts } from '../page-parts.ts'
import type { Counts } from './counts.ts'
import { stepInFullSchema } from './schemas.ts'
import { ALPHA, judge, shareOf, THRESHOLD } from './verdict.ts'
import { guardWords } from './words.ts'

/** Beyond it, a figure says nothing more. */
const MOST_EVIDENCE = 1_000_000

type StepInFull = z.infer<typeof stepInFullSchema>

/** Steps with what is known of their carts, in the order of their structures; a structure sees its own. */
export async function listSteps(
  ctx: Context,
  asker: Asker,
  language: Language,
  page: Page,
): Promise<{ items: StepInFull[]; next: string | null }> {
  // in so many words: of one table alone, the builder would leave out whose column it is
  const sum = (shown: boolean, column: 'begun' | 'finished') =>
    sql<number>`(select coalesce(sum(n.${sql.identifier(column)}), 0)::float8 from step_count n
      where n.structure_id = step.structure_id and n.trial = step.trial and n.shown = ${shown})`
  const rows = await ctx.db.read
    .select({
      id: step.structure_id,
      set: step,
      shown: { begun: sum(true, 'begun'), finished: sum(true, 'finished') },
      not_shown: { begun: sum(false, 'begun'), finished: sum(false, 'finished') },
    })
    .from(step)
    .where(and(ownOnly(asker, step.structure_id), page.after ? gt(step.structure_id, page.after) : undefined))
    .orderBy(asc(step.structure_id))
    .limit(page.limit + 1)
  const { items, next } = paged(rows, page.limit)
  const whole = items.map(async ({ set, shown, not_shown }) => {
    const guard = guardOf({ shown, not_shown }, set, language)
    return stepInFullSchema.parse({ ...set, ...(await pageParts(ctx.origin, set.key)), guard })
  })
  return { items: await Promise.all(whole), next }
}

function guardOf(
  counts: Counts,
  { shown_percent, switched_off_at }: { shown_percent: number; switched_off_at: string | null },
  language: Language,
): StepInFull['guard'] {
  const { state, harm_percent, evidence } = judge(counts, shown_percent)
  const said = switched_off_at !== null ? 'switched_off' : shown_percent === 0 ? 'off' : state
  return {
    state,
    said: guardWords[language].said[said],
    shown: { ...counts.shown, share_percent: shareOf(counts.shown) },
    not_shown: { ...counts.not_shown, share_percent: shareOf(counts.not_shown) },
    harm_percent,
    evidence: Math.min(MOST_EVIDENCE, Math.round(evidence * 100) / 100),
    evidence_needed: 1 / ALPHA,
    threshold_percent: THRESHOLD * 100,
  }
}
