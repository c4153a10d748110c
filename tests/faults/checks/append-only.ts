import type { Client } from 'pg'

const GROWING = ['entry', 'posting', 'outflow', 'approval', 'surplus_decision'] as const

/** I8: what was written once is written for good. */
export class OnlyGrows {
  readonly #seen = new Map<string, string>()

  /** Looks again; answers what is gone or changed since it last looked. */
  async violations(client: Client): Promise<string[]> {
    const now = new Map<string, string>()
    for (const table of GROWING) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)
      for (const { row } of rows) now.set(keyOf(table, row), row)
    }
    const changed = [...this.#seen].filter(([key, row]) => now.get(key) !== row)
    for (const [key, row] of now) this.#seen.set(key, row)
    return changed.map(([key, row]) => `I8: ${key} was ${row} and is ${now.get(key) ?? 'gone'}`)
  }
}

const KEYS: Record<(typeof GROWING)[number], string[]> = {
  entry: ['id'],
  posting: ['entry_id', 'n'],
  outflow: ['convention_id', 'span_from'],
  approval: ['subject_id', 'side'],
  surplus_decision: ['id'],
}
function keyOf(table: (typeof GROWING)[number], row: string): string {
  const fields = JSON.parse(row) as Record<string, unknown>
  return [table, ...KEYS[table].map((key) => String(fields[key]))].join(' ')
}

/** What somebody with the database's own rights might do to what is written: each has to be refused (I8). */
const TAMPERING = GROWING.flatMap((table) => [
  `update ${table} set ${KEYS[table][0]} = ${KEYS[table][0]}`,
  `delete from ${table}`,
]).concat(['delete from gift', 'delete from inflow', 'truncate posting, entry cascade'])

export async function tamperViolations(client: Client): Promise<string[]> {
  const found: string[] = []
  for (const statement of TAMPERING) {
    await client.query('begin')
    const done = await client.query(statement).then(
      ({ rowCount }) => rowCount !== 0,
      () => false,
    )
    await client.query('rollback')
    if (done) found.push(`I8: nothing kept anyone from: ${statement}`)
  }
  return found
}
