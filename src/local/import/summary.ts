import type { Client } from 'pg'
import type { Imported } from './options.ts'
import type { Counts } from './run.ts'

/** What an import has come to, with the money that waits in suspense of all that this structure ever imported. */
export async function summaryOf(
  client: Client,
  counts: Counts,
  about: Omit<Imported, keyof Counts | 'in_suspense'>,
): Promise<Imported> {
  const { rows } = await client.query<{
    gifts: number
    cents: number
    first: Date | null
    last: Date | null
  }>(
    `select count(*)::int as gifts, coalesce(sum(cents), 0)::float8 as cents, min(given_at) as first, max(given_at) as last from gift
      where convention_id is null and cents > 0
        and connection_id = (select id from connection where structure_id = $1 and platform = 'import')`,
    [about.structure_id],
  )
  const { gifts = 0, cents: waiting = 0, first, last } = rows[0] ?? {}
  const { rows_done, gifts: booked, cents, suspended, known, broken } = counts
  const in_suspense = {
    gifts,
    cents: waiting,
    first: first?.toISOString() ?? null,
    last: last?.toISOString() ?? null,
  }
  return { ...about, rows_done, gifts: booked, cents, suspended, known, broken, in_suspense }
}
