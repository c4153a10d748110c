import { parseArgs } from 'node:util'
import { DATABASE_ACTS, HOOK_ACTS, PARTNER_ACTS } from './around/points.ts'
import { bundleWorker } from './bundle.ts'
import { CONTROLS } from './controls/index.ts'
import { openGround } from './ground.ts'
import { runControls } from './run-controls.ts'
import { inWords, runSchedules, shrink, type Failed } from './run-schedules.ts'
import { KIND_NAMES } from './steps/index.ts'
import { Tally } from './tally.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    schedules: { type: 'string', default: '100' },
    path: { type: 'string' },
    /** how long a smaller schedule is looked for, for each of the first that fail */
    'shrink-seconds': { type: 'string', default: '120' },
    /** builds without a protection, instead of schedules; those whose name contains this, or all */
    controls: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
if (values.controls) {
  await controls(values.only)
  process.exit()
}
const SHRUNK = 3

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const schedules = values.path === undefined ? Number(values.schedules) : 1
const tally = new Tally()
tally.expect('steps', ...KIND_NAMES)
tally.expect('faults at the database', ...DATABASE_ACTS)
tally.expect('faults at the partner', ...PARTNER_ACTS)
tally.expect('faults at the hooks', ...HOOK_ACTS)

console.log(`seed ${seed}, ${schedules} schedules`)
const ground = await openGround(await bundleWorker())
const began_ms = performance.now()
let failed: Failed[] = []
try {
  const run = { ground, seed, schedules, tally, ...(values.path === undefined ? {} : { path: values.path }) }
  failed = await runSchedules({
    ...run,
    after(played, failure) {
      if (failure) console.log(inWords(failure, seed))
      if (played % 50 === 0) console.log(`${played} played, ${rate(played)}`)
    },
  })
  const patience_ms = Number(values['shrink-seconds']) * 1_000
  for (const failure of patience_ms > 0 ? failed.slice(0, SHRUNK) : []) {
    const smaller = await shrink(run, failure, patience_ms)
    console.log(
      smaller
        ? `Made smaller:\n${inWords(smaller, seed)}`
        : `${failure.path} did not fail again when it was played again.`,
    )
  }
} finally {
  await ground.stop()
}
console.log(tally.lines().join('\n'))
const never = tally.never()
if (never.length > 0) console.log(`Never exercised in this run: ${never.join('; ')}`)
console.log(rate(schedules))
if (values.json) console.log(JSON.stringify({ schedules, violations: failed.length, seed }))
process.exitCode = failed.length > 0 ? 1 : 0

function rate(played: number): string {
  const seconds = (performance.now() - began_ms) / 1_000
  return `${(seconds / Math.max(1, played)).toFixed(2)} s a schedule`
}

async function controls(only: string): Promise<void> {
  const chosen = CONTROLS.filter(({ protection }) => protection.includes(only))
  const whole = await bundleWorker()
  const standing = await openGround(whole)
  try {
    const tried = await runControls(standing, whole, chosen, ({ protection, caught, why }) => {
      console.log(`${caught ? 'caught    ' : 'NOT CAUGHT'}  ${protection}\n            ${why.slice(0, 300)}`)
    })
    const caught = tried.filter((one) => one.caught).length
    if (values.json) console.log(JSON.stringify({ controls: tried.length, caught }))
    process.exitCode = caught === tried.length ? 0 : 1
  } finally {
    await standing.stop()
  }
}
