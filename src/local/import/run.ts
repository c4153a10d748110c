import { DatabaseError, type Client } from 'pg'
import type { Instant } from '../../platform/clock.ts'
import { Refused, type PastFile } from './file.ts'

/** What an import has come to, over all its starts. */
export interface Counts {
  /** rows worked on: gifts, known and broken ones */
  rows_done: number
  /** booked */
  gifts: number
  cents: number
  /** of the gifts, those that no convention in force collected when they came */
  suspended: number
  /** rows that an earlier import had brought already */
  known: number
  broken: number
}
export interface Run extends Counts {
  id: string
  structure_id: string
  connection_id: string
  rejected_bytes: number
  started_at: Instant
  finished_at: Instant | null
  /** it was begun before */
  resumed: boolean
}

export const none: Counts = { rows_done: 0, gifts: 0, cents: 0, suspended: 0, known: 0, broken: 0 }

/** any constant: with the structure, names the lock that an import holds as long as its connection lives */
const LOCK = 1_836_019
const LOCK_TIMEOUT = '55P03'

/** @throws Refused when there is no such structure */
export async function demandStructure(client: Client, structure_id: string): Promise<void> {
  const found = await client.query(`select from organisation where id = $1 and role = 'structure'`, [
    structure_id,
  ])
  if (found.rowCount === 0) {
    throw new Refused(`No structure has the id ${structure_id}. GET /v1/structures lists them.`)
  }
}

/** One import of a structure at a time. @throws Refused when another is under way for longer than that */
export async function lockStructure(
  client: Client,
  structure_id: string,
  patience_ms: number,
): Promise<void> {
  await client.query(`set lock_timeout = ${patience_ms}`)
  await client
    .query('select pg_advisory_lock($1, hashtext($2))', [LOCK, structure_id])
    .catch((cause: unknown) => {
      if (!(cause instanceof DatabaseError && cause.code === LOCK_TIMEOUT)) throw cause
      const message = 'Another import of this structure is under way. Wait for it, then start again.'
      throw new Refused(message, { cause })
    })
  await client.query('set lock_timeout = 0')
}

export async function findRun(client: Client, structure_id: string, { hash }: PastFile): Promise<Run | null> {
  const { rows } = await client.query<Row>(
    `select r.*, rejected_bytes::float8 as rejected_bytes, cents::float8 as cents from import_run r
      where structure_id = $1 and file_hash = $2`,
    [structure_id, hash],
  )
  const [row] = rows
  if (!row) return null
  const { started_at, finished_at } = row
  return {
    ...row,
    resumed: true,
    started_at: started_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  }
}
interface Row extends Omit<Run, 'resumed' | 'started_at' | 'finished_at'> {
  started_at: Date
  finished_at: Date | null
}

/**
 * Gifts of an earlier system come under a connection of their own: their references never meet those of a ticketing, and
 * it is never enabled, since no adapter goes by the name of its platform.
 */
export async function beginRun(
  client: Client,
  structure_id: string,
  { hash }: PastFile,
  ids: { run: string; connection: string },
  now: Instant,
): Promise<Run> {
  const { rows } = await client.query<{ connection_id: string }>(
    `with made as (
       insert into connection (id, structure_id, platform, settings, credentials, state)
       values ($1, $2, 'import', '{}', '', 'disabled')
       on conflict (structure_id) where platform = 'import' do nothing returning id),
     place as (
       select id from made union all select id from connection where structure_id = $2 and platform = 'import')
     insert into import_run (id, structure_id, connection_id, file_hash, started_at)
     select $3, $2, place.id, $4, $5 from place returning connection_id`,
    [ids.connection, structure_id, ids.run, hash, now],
  )
  const connection_id = rows[0]!.connection_id
  return {
    ...none,
    id: ids.run,
    structure_id,
    connection_id,
    rejected_bytes: 0,
    started_at: now,
    finished_at: null,
    resumed: false,
  }
}

/** Keeps how far it has come, in the transaction of the batch. Answers what it has come to. */
export async function keepProgress(
  client: Client,
  run: Run,
  batch: Counts,
  rejected_bytes: number,
): Promise<Run> {
  await client.query(
    `update import_run set rows_done = rows_done + $2, gifts = gifts + $3, cents = cents + $4, suspended = suspended + $5,
       known = known + $6, broken = broken + $7, rejected_bytes = $8 where id = $1`,
    [
      run.id,
      batch.rows_done,
      batch.gifts,
      batch.cents,
      batch.suspended,
      batch.known,
      batch.broken,
      rejected_bytes,
    ],
  )
  return { ...run, ...added(run, batch), rejected_bytes }
}

export function added(a: Counts, b: Counts): Counts {
  return {
    rows_done: a.rows_done + b.rows_done,
    gifts: a.gifts + b.gifts,
    cents: a.cents + b.cents,
    suspended: a.suspended + b.suspended,
    known: a.known + b.known,
    broken: a.broken + b.broken,
  }
}
