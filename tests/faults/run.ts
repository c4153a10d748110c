import * as fc from 'fast-check'
import { parseArgs } from 'node:util'
import { bundleWorker } from './bundle.ts'
import { openGround } from './ground.ts'
import { anySchedule, play } from './schedule.ts'
import { Tally } from './tally.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    schedules: { type: 'string', default: '20' },
    path: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const tally = new Tally()
const ground = await openGround(await bundleWorker())
let violations = 0
let n = 0
const began_ms = performance.now()
try {
  const property = fc.asyncProperty(anySchedule, async (steps) => {
    const at = n++
    const start = performance.now()
    const found = await play(ground, steps, tally)
    const ms = (performance.now() - start).toFixed(0)
    if (found.length === 0) {
      console.log(`${at}: ok, ${steps.length} steps, ${ms} ms`)
      return
    }
    violations += 1
    console.log(
      `${at}: VIOLATED (${ms} ms)\n  ${steps.map(String).join('\n  ')}\n    ${found.slice(0, 8).join('\n    ').slice(0, 3000)}`,
    )
    console.log(
      ground
        .said()
        .slice(-12)
        .map((line) => `      ${line.slice(0, 400)}`)
        .join('\n'),
    )
  })
  const path = values.path === undefined ? {} : { path: values.path }
  await fc.check(property, { seed, numRuns: Number(values.schedules), endOnFailure: true, ...path })
} finally {
  await ground.stop()
}
console.log(tally.lines().join('\n'))
console.log(`${((performance.now() - began_ms) / 1000 / n).toFixed(2)} s a schedule`)
console.log(JSON.stringify({ schedules: n, violations, seed }))
