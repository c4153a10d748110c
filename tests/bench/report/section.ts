import { type Goal, type GoalName, GOALS, type Results, type Row } from '../results.ts'
import { day, figure, ratio } from './figures.ts'
import { table } from './table.ts'

/** What stands between the two marks of the README: the plot, what was measured, and the goals. */
export function section(results: Results): string {
  return `![How many events a second each takes, as a ratio to the limit b](.github/bench.svg)

${measured(results)}

${goals(results)}

${when(results)}`
}

function measured({ rows, skipped }: Results): string {
  return table(
    [
      { head: 'what' },
      { head: 'median', right: true },
      { head: 'lowest – highest', right: true },
      { head: 'ratio to b', right: true },
    ],
    [...rows.map(line), ...skipped.map((reason) => [reason, 'skipped', '', ''])],
  )
}

function line(row: Row): string[] {
  const { name, does, unit, median, spread } = row
  return [
    `**${name}**: ${does}`,
    unit === PER_SECOND ? figure(median) : `${figure(median)} ${unit}`,
    `${figure(spread.min)} – ${figure(spread.max)}`,
    row.ratio === null ? '' : ratio(row.ratio),
  ]
}

/** what a median is of when nothing else is said */
const PER_SECOND = 'per second'

function goals(results: Results): string {
  return table(
    [{ head: 'goal' }, { head: 'value', right: true }, { head: 'asked', right: true }, { head: 'met' }],
    Object.entries(results.goals).map(([name, goal]) => [
      `**${name}** ${GOALS[name as GoalName]}`,
      goal.value === null ? 'not measured' : figure(goal.value),
      goal.goal,
      verdict(goal),
    ]),
  )
}

function verdict({ met, note }: Goal): string {
  const word = met ? 'yes' : '**no**'
  return note ? `${word}: ${note}` : word
}

function when({ at, machine, rows }: Results): string {
  const { cpu, cores, memory_gb, kernel, node, postgres, workerd, fdatasync_us } = machine
  const rounds = Math.min(...rows.map((row) => row.rounds))
  return `Medians are per second where no unit stands, of ${rounds} rounds or more, interleaved. Measured on ${day(at)}: ${cpu}, ${cores} cores,
${figure(memory_gb)} GB, Linux ${kernel}; Node ${node}, PostgreSQL ${postgres}, workerd ${workerd}; one fdatasync takes ${figure(fdatasync_us)} µs.`
}
