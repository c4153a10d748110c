import { asked, tellerOf } from '../setup/asked.ts'
import { DATABASE_ACTS, HOOK_ACTS, PARTNER_ACTS } from './around/points.ts'
import { bundleWorker } from './bundle.ts'
import type { Control } from './controls/control.ts'
import { CONTROLS } from './controls/index.ts'
import { openGround, type Ground } from './ground.ts'
import { killUnderLoad } from './killed-under-load.ts'
import { FULL_BATCH } from './sides.ts'
import { REGRESSIONS } from './regressions.ts'
import { runControls } from './run-controls.ts'
import { inWords, playWritten, runSchedules, shrink, type Failed } from './run-schedules.ts'
import { KIND_NAMES } from './steps/index.ts'
import { Tally } from './tally.ts'

const USAGE = `npm run faults -- --seed N --schedules K [--path P] [--shrink-seconds S]   seeded schedules; a failing one again by its path
npm run faults -- --controls [--only WORDS]    builds without a protection have to be caught
npm run faults -- --fixed                      what npm test plays: regressions, some of each
npm run faults -- --killed-under-load          the database killed while gifts come in
With --json standard output is one line of JSON, and all else goes to standard error.`

const values = asked(USAGE, {
  seed: { type: 'string' },
  schedules: { type: 'string', default: '100' },
  path: { type: 'string' },
  'shrink-seconds': { type: 'string', default: '120' },
  controls: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  fixed: { type: 'boolean', default: false },
  'killed-under-load': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
})
const say = tellerOf(values)
/** Failing schedules that a smaller form is looked for. */
const SHRUNK = 3
/** What `npm test` plays of each. */
const FIXED = { seed: 4, schedules: 4, controls: ['a gift is known', 'locks are taken', 'append-only'] }
const KILLS = 5

const whole = await bundleWorker()
const ground = await openGround(whole)
try {
  const result = await chosen()
  if (values.json) console.log(JSON.stringify(result))
} finally {
  await ground.stop()
}

async function chosen(): Promise<object> {
  if (values.controls)
    return controls(
      ground,
      CONTROLS.filter(({ protection }) => protection.includes(values.only)),
    )
  if (values.fixed) return fixed(ground)
  if (values['killed-under-load']) return killed(ground)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  return schedules(ground, seed, values.path === undefined ? Number(values.schedules) : 1, values.path)
}

async function schedules(on: Ground, seed: number, many: number, path?: string) {
  const tally = new Tally()
  tally.expect('steps', ...KIND_NAMES)
  tally.expect('faults at the database', ...DATABASE_ACTS)
  tally.expect('faults at the partner', ...PARTNER_ACTS)
  tally.expect('faults at the hooks', ...HOOK_ACTS)
  tally.expect('batches worked on', 'fauteuil-inbox', 'fauteuil-inbox-dead', FULL_BATCH)
  tally.expect('kills', 'the Worker', 'the database')
  say(`seed ${seed}, ${many} schedules`)
  const began_ms = performance.now()
  const rate = (played: number) =>
    `${((performance.now() - began_ms) / 1_000 / played).toFixed(2)} s a schedule`
  const run = { ground: on, seed, schedules: many, tally, ...(path === undefined ? {} : { path }) }
  const failed = await runSchedules({
    ...run,
    after(played, failure) {
      if (failure) say(inWords(failure, seed))
      if (played % 25 === 0) say(`${played} played, ${rate(played)}`)
    },
  })
  const took = rate(many)
  await makeSmaller(run, failed)
  say(tally.lines().join('\n'))
  if (tally.never().length > 0) say(`Never exercised in this run: ${tally.never().join('; ')}`)
  say(took)
  if (failed.length > 0) process.exitCode = 1
  return { schedules: many, violations: failed.length, seed }
}

async function makeSmaller(run: Parameters<typeof shrink>[0], failed: readonly Failed[]): Promise<void> {
  const patience_ms = Number(values['shrink-seconds']) * 1_000
  for (const failure of patience_ms > 0 ? failed.slice(0, SHRUNK) : []) {
    const smaller = await shrink(run, failure, patience_ms)
    const words = smaller && `Made smaller:\n${inWords(smaller, run.seed)}`
    say(words ?? `${failure.path} did not fail again when it was played again.`)
  }
}

async function controls(on: Ground, some: readonly Control[]) {
  const tried = await runControls(on, whole, some, ({ protection, caught, why }) => {
    say(`${caught ? 'caught    ' : 'NOT CAUGHT'}  ${protection}\n            ${why.slice(0, 300)}`)
  })
  const caught = tried.filter((one) => one.caught).length
  if (caught < tried.length) process.exitCode = 1
  return { controls: tried.length, caught }
}

async function fixed(on: Ground) {
  let again = 0
  for (const { found, steps } of REGRESSIONS) {
    const violations = await playWritten(on, steps)
    if (violations.length === 0) continue
    again += 1
    say(`Found again: ${found}\n  ${violations.join('\n  ')}`)
  }
  const played = await schedules(on, FIXED.seed, FIXED.schedules)
  const some = CONTROLS.filter(({ protection }) => FIXED.controls.some((words) => protection.includes(words)))
  const tried = await controls(on, some)
  if (again > 0) process.exitCode = 1
  return { regressions: REGRESSIONS.length, found_again: again, ...played, ...tried }
}

async function killed(on: Ground) {
  const all = []
  for (let n = 0; n < KILLS; n++) {
    const one = await killUnderLoad(on)
    say(
      `${one.gifts} gifts; first success after ${one.first_success_ms.toFixed(0)} ms; ${one.violations.join('; ') || 'nothing violated'}`,
    )
    all.push(one)
  }
  const times = all.map(({ first_success_ms }) => first_success_ms).toSorted((a, b) => a - b)
  const violations = all.flatMap((one) => one.violations).length
  return { kills: KILLS, first_success_ms: { median: times[KILLS >> 1], max: times.at(-1) }, violations }
}
