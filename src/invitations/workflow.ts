import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers'
import type { FrontContext } from '../platform/context.ts'
import type { DriveParams, Env } from '../platform/env.ts'
import type { Steps } from './steps.ts'

/** Faults of ours (the database restarts, a bug) are tried again by the engine; a partner's are values of the saga. */
const RETRIES = { limit: 5, delay: '2 seconds', backoff: 'exponential' } as const

/** How the engine runs a saga's steps, unless a test of the whole hands in its own pace. */
export function engineSteps(step: WorkflowStep): Steps {
  return {
    step: (name, run) => step.do(name, { retries: RETRIES, timeout: '2 minutes' }, run as never) as never,
    sleep: (name, duration_ms) => step.sleep(name, duration_ms),
  }
}

/**
 * The saga of a reservation on Cloudflare's Workflows: each step remembered, each sleep outliving a restart. It is part of
 * the first module, so the saga itself is loaded when one runs.
 */
export function reservationWorkflow(contextOf: (env: Env) => FrontContext, stepsOf = engineSteps) {
  return class extends WorkflowEntrypoint<Env, DriveParams> {
    override async run(event: Readonly<WorkflowEvent<DriveParams>>, step: WorkflowStep): Promise<void> {
      const { driveReservation } = await import('./drive.ts')
      const { wholeContext } = await import('../platform/whole-context.ts')
      await driveReservation(wholeContext(contextOf(this.env)), stepsOf(step), event.payload)
    }
  }
}
