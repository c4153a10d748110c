import { asked, tellerOf } from '../setup/asked.ts'
import { measure } from './measure.ts'
import { finalLine, printed } from './printed.ts'
import { writeReport } from './report/index.ts'

const USAGE = `npm run bench -- [--quick] [--json] [--report]

Measures what a gift costs, beside the limit and the engines of others. --quick: a taste of it; --json: standard output is
one line of JSON; --report: rewrites the README's table and plot.`
const { quick, json, report } = asked(USAGE, {
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
})

const begin_ms = performance.now()
const say = (line: string): void => {
  console.error(
    `${Math.round((performance.now() - begin_ms) / 1_000)
      .toString()
      .padStart(5)} s  ${line}`,
  )
}
try {
  const results = await measure(quick, say)
  tellerOf({ json })(printed(results))
  if (report) await writeReport(results)
  if (json) console.log(finalLine(results))
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  say('The bench ended before its time, and nothing it measured counts. What it started was stopped.')
  process.exitCode = 1
}
