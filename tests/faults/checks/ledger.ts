import type { Client } from 'pg'
import { INVARIANTS } from '../../ledger/invariants.ts'
import type { Play } from '../play.ts'

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** All that the tests of the ledger hold true at any moment, asked in one query: names with what breaks them. */
const ALL = Object.entries(INVARIANTS)
  .map(([name, query]) => `select ${quoted(name)} as name, (select jsonb_agg(b) from (${query}) b) as broken`)
  .join('\nunion all\n')

/** I1, I2, I6: true at any moment, also right after a kill. */
export async function ledgerViolations({ scene, territory }: Play): Promise<string[]> {
  const found: string[] = []
  for (const { venue, convention_id } of territory.theatres) {
    const { rows } = await scene.pg.query<{ name: string; broken: unknown[] | null }>(ALL, [convention_id])
    for (const { name, broken } of rows) {
      if (broken) found.push(`${venue.name}: not so: ${name}: ${JSON.stringify(broken).slice(0, 400)}`)
    }
  }
  const { rows } = await scene.pg.query<{ unit: string; off: string }>(EVERYTHING)
  return [...found, ...rows.map(({ unit, off }) => `I1: everything in ${unit} is off by ${off}`)]
}

const SEATS = "('minted', 'available', 'held', 'issued', 'used', 'unused')"
/** Every account of every convention, per unit. */
const EVERYTHING = `
  select unit, sum(signed) as off from (
    select case when debit in ${SEATS} then 'SEAT' else 'EUR' end as unit, amount as signed from posting
    union all select case when credit in ${SEATS} then 'SEAT' else 'EUR' end, -amount from posting) l
  group by unit having sum(signed) <> 0`

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
