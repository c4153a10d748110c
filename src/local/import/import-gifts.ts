import { Client } from 'pg'
import { directAddress } from '../direct-address.ts'
import { bookBatch } from './batch.ts'
import { eachBatch, type Batch } from './batches.ts'
import { openFile, type PastFile } from './file.ts'
import type { Imported, ImportOptions } from './options.ts'
import { RejectedFile } from './rejected.ts'
import { beginRun, demandStructure, findRun, keepProgress, lockStructure, type Run } from './run.ts'
import { summaryOf } from './summary.ts'
import { tryFile } from './try-file.ts'

const PATIENCE_MS = 10_000
/** the balances read what is younger than the last roll-up posting by posting */
const ROLL_UP_ROWS = 100_000

/**
 * Brings past gifts into the ledger, each once. Killed at any moment, it continues where it was; a file imported to its
 * end is known again. @throws Refused with what a person can mend
 */
export async function importGifts(options: ImportOptions): Promise<Imported> {
  const { structure_id, dry_run = false } = options
  const file = await openFile(options.file)
  const client = new Client({ connectionString: directAddress(options.database_url) })
  // what ends the connection fails the query that waits for it
  client.on('error', () => undefined)
  await client.connect()
  try {
    await demandStructure(client, structure_id)
    if (dry_run) return await tryFile(client, file, options)
    await lockStructure(client, structure_id, options.patience_ms ?? PATIENCE_MS)
    const before = await findRun(client, structure_id, file)
    const about = {
      structure_id,
      dry_run: false,
      finished_before: null,
      continued_after: before?.rows_done ?? 0,
    }
    if (before?.finished_at) {
      const { id: import_id, finished_at: finished_before } = before
      return await summaryOf(client, before, {
        ...about,
        import_id,
        finished_before,
        rejected_file: null,
        booked_now: { gifts: 0, cents: 0 },
      })
    }
    const rejected = new RejectedFile(file, before && before.rejected_bytes)
    const ids = { run: options.newId(), connection: options.newId() }
    const run = before ?? (await beginRun(client, structure_id, file, ids, options.now()))
    const done = await bookFile(client, file, run, rejected, options)
    rejected.close()
    await client.query('update import_run set finished_at = $2 where id = $1', [run.id, options.now()])
    await client.query(`select roll_up('{}')`)
    const rejected_file = done.rejected_bytes > 0 ? rejected.path : null
    const booked_now = { gifts: done.gifts - run.gifts, cents: done.cents - run.cents }
    return await summaryOf(client, done, { ...about, import_id: run.id, rejected_file, booked_now })
  } finally {
    await client.end()
  }
}

/** One transaction for each batch. The next is read while the database works on the one before. */
async function bookFile(
  client: Client,
  file: PastFile,
  begun: Run,
  rejected: RejectedFile,
  { now, newId, batch_rows, onBroken, onProgress }: ImportOptions,
): Promise<Run> {
  let run = begun
  let rolled_up = begun.rows_done
  async function book({ rows, bytes }: Batch): Promise<void> {
    await client.query('begin')
    const target = { run_id: run.id, connection_id: run.connection_id, structure_id: run.structure_id }
    const booked = await bookBatch(client, 'import_gifts', rows, target, newId, now())
    const kept = await keepProgress(client, run, booked, rejected.add(booked.rejected))
    await client.query('commit')
    run = kept
    booked.rejected.forEach((row) => onBroken?.(row))
    onProgress?.({ ...kept, bytes, of_bytes: file.bytes })
    if (run.rows_done - rolled_up < ROLL_UP_ROWS) return
    await client.query(`select roll_up('{}')`)
    rolled_up = run.rows_done
  }
  await eachBatch(file, begun.started_at, begun.rows_done, batch_rows, book)
  return run
}
