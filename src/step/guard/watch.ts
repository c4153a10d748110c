import type { Context } from '../../platform/context.ts'
import type { StepCounted } from '../../platform/verbs.ts'
import { publishSteps } from '../publish.ts'
import { ALPHA, judge, THRESHOLD, type Verdict } from './verdict.ts'

/** Judges every step by its carts, and switches off what keeps them from finishing. One round trip while none does. */
export async function guardSteps(ctx: Context): Promise<void> {
  for (const counted of await ctx.db.call('steps_counted', {})) {
    const verdict = judge(counted, counted.shown_percent)
    if (verdict.state === 'harm') await switchOff(ctx, counted, verdict)
  }
}

/** @param counted with what both sides are told of it */
async function switchOff(ctx: Context, counted: StepCounted, verdict: Verdict): Promise<void> {
  const { structure_id, trial, shown_percent, shown, not_shown } = counted
  const harm = verdict.harm_percent ?? 0
  const { switched_off } = await ctx.db.call('switch_off_step', {
    structure_id,
    trial,
    about: { harm_percent: harm, shown_percent, shown: shown.finished, not_shown: not_shown.finished },
    message:
      `The step was shown to ${shown_percent} % of carts. Of the orders, ${shown.finished} were of carts that saw it and ` +
      `${not_shown.finished} of others: ${harm} % fewer of those that saw it finished. It goes off at ${THRESHOLD * 100} % or ` +
      `more, once chance alone would bring such counts less than once in ${1 / ALPHA} seasons.`,
    todo: 'Buy as anyone would and look at the step on the venue’s page; then set it again (POST /v1/steps), which switches it on.',
    now: ctx.now(),
  })
  // also where it was done before: then publishing it may have failed
  await publishSteps(ctx, structure_id)
  if (switched_off) ctx.log('step_switched_off', { structure_id, trial, harm_percent: harm })
}
