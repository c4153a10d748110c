import * as fc from 'fast-check'
import type { Ground } from './ground.ts'
import type { Step } from './play.ts'
import { playSchedule } from './schedule.ts'
import { anySchedule, readSteps, writeSteps, type Written } from './steps/index.ts'
import { Tally } from './tally.ts'

export interface Failed {
  /** which schedule of the seed, or which shrunk form of it: `fast-check`'s path */
  path: string
  steps: readonly Step[]
  found: readonly string[]
  /** what the Worker said towards the end */
  said: readonly string[]
}
export interface Run {
  ground: Ground
  seed: number
  schedules: number
  tally: Tally
  /** only this one (again) */
  path?: string
  /** told after each schedule */
  after?: (played: number, failed: Failed | null) => void
}

/** Plays the schedules of a seed, one after the other. Answers those that violated something. */
export async function runSchedules(run: Run): Promise<Failed[]> {
  const { ground, seed, schedules, tally, path, after = () => undefined } = run
  const failed: Failed[] = []
  let played = 0
  const all = fc.asyncProperty(anySchedule, async (steps) => {
    const found = await playSchedule(ground, steps, tally)
    const at = path ?? String(played)
    played += 1
    const failure = found.length === 0 ? null : { path: at, steps, found, said: ground.said().slice(-20) }
    if (failure) failed.push(failure)
    after(played, failure)
  })
  await fc.check(all, { seed, numRuns: schedules, ...(path === undefined ? {} : { path }) })
  return failed
}

/**
 * Looks for a smaller schedule that violates something as well. What happens at the same time in the Worker is not in
 * our hand, so that one may fail only sometimes: null when it did not fail again.
 */
export async function shrink(
  run: Omit<Run, 'schedules'>,
  failure: Failed,
  patience_ms: number,
): Promise<Failed | null> {
  let smallest: Failed | null = null
  const again = fc.asyncProperty(anySchedule, async (steps) => {
    const found = await playSchedule(run.ground, steps, run.tally)
    if (found.length === 0) return
    smallest = { path: '', steps, found, said: run.ground.said().slice(-20) }
    throw new Error(found[0])
  })
  const result = await fc.check(again, {
    seed: run.seed,
    path: failure.path,
    numRuns: 1,
    interruptAfterTimeLimit: patience_ms,
    markInterruptAsFailure: false,
  })
  const path = result.counterexamplePath ?? failure.path
  return smallest && { ...(smallest as Failed), path }
}

/** Plays what was written down. */
export async function playWritten(ground: Ground, steps: readonly Written[]): Promise<string[]> {
  return playSchedule(ground, readSteps(steps), new Tally())
}

/** A failure in words: what was played (as it can be written into `regressions.ts`), what it violated, how to see it again. */
export function inWords({ path, steps, found, said }: Failed, seed: number): string {
  const written = writeSteps(steps).map((step) => `  ${JSON.stringify(step)},`)
  return [
    `VIOLATED: npm run faults -- --seed ${seed} --path ${path}`,
    ...written,
    ...found.slice(0, 12).map((what) => `    ${what.slice(0, 1_500)}`),
    ...said.map((line) => `      ${line.slice(0, 300)}`),
  ].join('\n')
}
