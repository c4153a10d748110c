import * as fc from 'fast-check'
import { doWhatIsShown } from '../people.ts'
import { kind } from '../play.ts'
import { MINUTELY, NIGHTLY } from '../time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export const pass = kind(
  'time passes',
  { duration_ms: fc.constantFrom(3_000, 20_000, MINUTE_MS, 5 * MINUTE_MS, 20 * MINUTE_MS, 2 * HOUR_MS) },
  async (play, { duration_ms }) => play.waiting.pass(duration_ms, { cron: play.cron }),
)

/** Until an evening is over, or its scans are final. People look at what is shown to them at least every day. */
export const days = kind(
  'days pass',
  { hours: fc.constantFrom(14, 38, 62, 170) },
  async (play, { hours }) => {
    if (play.scene.workers.allUp()) await doWhatIsShown(play)
    await play.waiting.quiet()
    await play.waiting.pass(hours * HOUR_MS, { cron: play.cron })
  },
)

export const tick = kind(
  'cron',
  { night: fc.boolean(), times: fc.integer({ min: 1, max: 2 }) },
  async (play, { night, times }) => {
    const cron = night ? NIGHTLY : MINUTELY
    if (times > 1) play.scene.tally.count('faults in the Worker', 'cron runs twice at once')
    await Promise.all(Array.from({ length: times }, async () => play.waiting.tick(cron)))
  },
)

export const both = kind('cron, the minute and the night at once', {}, async (play) => {
  await Promise.all([play.waiting.tick(MINUTELY), play.waiting.tick(NIGHTLY)])
})

export const noCron = kind('cron does not run', { from_now: fc.boolean() }, async (play, { from_now }) => {
  if (from_now && play.cron) play.scene.tally.count('faults in the Worker', 'cron does not run for a while')
  play.cron = !from_now
})

export const timeKinds = [pass, pass, pass, days, tick, tick, both, noCron]
