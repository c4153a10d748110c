import { GOALS, type GoalName, type Results } from './results.ts'

const GOAL_NAMES = Object.keys(GOALS) as GoalName[]

/** What was found, for a person: the machine, a line for each row, a line for each goal, and what was left out. */
export function printed({ at, quick, machine, rows, goals, skipped }: Results): string {
  const { cpu, cores, memory_gb, kernel, node, postgres, workerd, fdatasync_us } = machine
  const table = rows.map(({ name, unit, median, spread, ratio, rounds }) => [
    name,
    `${figure(median)} ${unit}`,
    `${figure(spread.min)}–${figure(spread.max)}`,
    ratio === null ? '' : `${ratio} of b`,
    `${rounds} rounds`,
  ])
  const judged = GOAL_NAMES.map((name) => {
    const { value, goal, met, note } = goals[name]
    return [name, met ? 'met' : 'MISSED', `${value ?? '–'}`, goal, note ?? '']
  })
  return [
    `${at}${quick ? ', a quick run: fewer events and rounds' : ''}`,
    `${cpu}, ${cores} cores, ${memory_gb} GB, Linux ${kernel}, Node ${node}, PostgreSQL ${postgres}, workerd ${workerd}`,
    `one fdatasync: ${figure(fdatasync_us)} µs`,
    '',
    aligned(table),
    '',
    'What one event is:',
    ...rows.map(({ name, does }) => `  ${name}: ${does}`),
    '',
    aligned(judged),
    ...skipped.map((one) => `Skipped: ${one}`),
  ].join('\n')
}

/** The last line of a run: a key for each goal, and what was skipped, as JSON. */
export function finalLine({ goals, skipped }: Results): string {
  return JSON.stringify({ ...Object.fromEntries(GOAL_NAMES.map((name) => [name, goals[name]])), skipped })
}

const figure = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 4 })

/** Columns of one width each, but for the last. */
function aligned(table: readonly string[][]): string {
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? []
  return table
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(column === cells.length - 1 ? 0 : widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
