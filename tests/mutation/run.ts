import type { MutantResult } from '@stryker-mutator/api/core'
import { relative } from 'node:path'
import { asked } from '../setup/asked.ts'
import { explanations, stale } from './explained.ts'
import { falls, GOAL, judge, scores, type Judged } from './judged.ts'
import { mutate } from './mutate.ts'
import { ROOMS } from './rooms.ts'
import { scoreOf, verdictOf } from './verdict.ts'

const USAGE = `npm run mutation -- [--room NAME]… [--force] [--concurrency N] [--json]

Breaks the code of each room in small ways, one at a time, and says which of them no test notices. Ends with 1 when a
survivor is not explained in tests/mutation/survivors.json, or a room stays below ${GOAL} %.

--room         ${Object.keys(ROOMS).join(', ')}; all of them when none is named
--force        tries again what was tried before and has not changed
--concurrency  mutants at a time; 1 when not said
--json         the last line is one line of JSON`

const values = asked(USAGE, {
  room: { type: 'string', multiple: true },
  force: { type: 'boolean', default: false },
  concurrency: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
})
const names = values.room ?? Object.keys(ROOMS)
const unknown = names.filter((name) => !(name in ROOMS))
const concurrency = Number(values.concurrency)
if (unknown.length > 0 || !(concurrency >= 1)) {
  console.error(unknown.length > 0 ? `No room is called ${unknown.join(', ')}.\n\n${USAGE}` : USAGE)
  process.exit(2)
}

const known = explanations()
const verdicts: Record<string, Judged> = {}
const files = new Set<string>()
for (const name of names) {
  const results: MutantResult[] = []
  for (const [n, part] of ROOMS[name]!.entries()) {
    results.push(...(await mutate(`${name}-${n + 1}`, part, { force: values.force, concurrency })))
  }
  for (const { fileName } of results) files.add(relative(process.cwd(), fileName))
  const verdict = judge(verdictOf(results), known)
  verdicts[name] = verdict
  console.log(
    `${name}: ${verdict.score} %, ${verdict.killed} killed (${verdict.timed_out} by running out of time), ` +
      `${verdict.survived} survived (${verdict.explained} explained); ` +
      `${verdict.refused} refused by the compiler, ${verdict.ignored} texts left alone`,
  )
  for (const one of verdict.unexplained) {
    const place = `${one.file}:${one.line}:${one.column}`
    console.log(`  ${place} ${one.mutant}${one.untested ? ' (no test comes here)' : ''}`)
  }
}

const all = Object.values(verdicts)
const total = (figure: (one: (typeof all)[number]) => number) =>
  all.reduce((sum, one) => sum + figure(one), 0)
const survivors = all.flatMap((one) => one.survivors)
const outdated = stale(known, files, survivors)
for (const one of outdated) {
  console.log(`survivors.json explains what does not survive (any more): ${one.file}, ${one.mutant}`)
}
const figures = {
  score: scoreOf(
    total((one) => one.killed),
    survivors.length,
  ),
  killed: total((one) => one.killed),
  timed_out: total((one) => one.timed_out),
  survived: survivors.length,
  explained: total((one) => one.explained),
  unexplained: total((one) => one.unexplained.length),
  ignored: total((one) => one.ignored),
  refused: total((one) => one.refused),
  stale: outdated.length,
}
console.log(`\n${scores(verdicts)}`)
if (values.json) {
  const rooms = Object.fromEntries(
    Object.entries(verdicts).map(([name, { survivors: left, unexplained, ...rest }]) => [
      name,
      { ...rest, unexplained: unexplained.length, untested: left.filter((one) => one.untested).length },
    ]),
  )
  console.log(JSON.stringify({ ...figures, rooms }))
}
process.exitCode = outdated.length > 0 || all.some(falls) ? 1 : 0
