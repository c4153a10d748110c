import type { Client } from 'pg'
import { bookBatch } from './batch.ts'
import { eachBatch } from './batches.ts'
import type { PastFile, ReadRow } from './file.ts'
import { isBroken } from './gift-row.ts'
import type { Imported, ImportOptions } from './options.ts'
import { added, none, type Counts } from './run.ts'
import { summaryOf } from './summary.ts'

/** Says what an import would do. The session may only read: the database refuses any write. */
export async function tryFile(
  client: Client,
  file: PastFile,
  { structure_id, now, newId, batch_rows, onBroken, onProgress }: ImportOptions,
): Promise<Imported> {
  await client.query('set default_transaction_read_only = on')
  const { rows } = await client.query<{ id: string }>(
    `select id from connection where structure_id = $1 and platform = 'import'`,
    [structure_id],
  )
  const target = { run_id: '', connection_id: rows[0]?.id ?? newId(), structure_id }
  const started_at = now()
  const lines = new Map<string, number>()
  let counts: Counts = none
  await eachBatch(file, started_at, 0, batch_rows, async (batch) => {
    const tried = await bookBatch(
      client,
      'try_gifts',
      batch.rows.map((row) => onceIn(lines, row)),
      target,
      newId,
      started_at,
    )
    counts = added(counts, tried)
    tried.rejected.forEach((row) => onBroken?.(row))
    onProgress?.({ ...counts, bytes: batch.bytes, of_bytes: file.bytes })
  })
  const about = {
    import_id: null,
    structure_id,
    dry_run: true,
    finished_before: null,
    continued_after: 0,
    rejected_file: null,
    booked_now: { gifts: 0, cents: 0 },
  }
  return summaryOf(client, counts, about)
}

/** An import finds a reference that comes again among what it has booked; nothing is booked here. */
function onceIn(lines: Map<string, number>, row: ReadRow): ReadRow {
  if (isBroken(row.found)) return row
  const { reference } = row.found
  const first = lines.get(reference)
  if (first === undefined) lines.set(reference, row.line)
  else return { ...row, found: { column: 'reference', reason: 'reference_again', said: String(first) } }
  return row
}
