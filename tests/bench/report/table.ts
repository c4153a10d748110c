export interface Column {
  head: string
  /** figures stand under each other from the right */
  right?: boolean
}

/** A Markdown table with columns as wide as their longest cell, as the formatter has it. */
export function table(columns: readonly Column[], rows: readonly string[][]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')))
  const widths = columns.map(({ head }, at) =>
    Math.max(3, head.length, ...cells.map((row) => row[at]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    `| ${columns.map(({ right }, at) => pad(row[at] ?? '', widths[at] ?? 0, right)).join(' | ')} |`
  const rule = columns.map(({ right }, at) => {
    const dashes = '-'.repeat(widths[at] ?? 0)
    return right ? `${dashes.slice(1)}:` : dashes
  })
  return [line(columns.map(({ head }) => head)), line(rule), ...cells.map(line)].join('\n')
}

function pad(cell: string, width: number, right = false): string {
  return right ? cell.padStart(width) : cell.padEnd(width)
}
