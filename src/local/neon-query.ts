import type { IncomingHttpHeaders } from 'node:http'
import type { Pool, PoolClient, QueryArrayConfig } from 'pg'

/** What the endpoint itself refuses, before the database is asked. */
export class NeonRefusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface NeonQuery {
  query: string
  params?: unknown[]
}
/** the driver's body: one query, or several that are one transaction */
export type NeonBatch = NeonQuery | { queries: NeonQuery[] }

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
}

/** Runs what came in the body and answers in the driver's form. Throws pg's `DatabaseError`; a batch is then rolled back. */
export async function answerQueries(
  pool: Pool,
  batch: NeonBatch,
  headers: IncomingHttpHeaders,
): Promise<unknown> {
  if (!('queries' in batch)) return run(pool, batch)
  const begin = beginOf(headers)
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const results = []
    for (const query of batch.queries) results.push(await run(client, query))
    await client.query('commit')
    return { results }
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => (broken = reason))
    throw error
  } finally {
    // A connection whose rollback failed is closed, not lent again.
    client.release(broken)
  }
}

function beginOf(headers: IncomingHttpHeaders): string {
  const asked = headers['neon-batch-isolation-level']
  const level = ISOLATION[typeof asked === 'string' ? asked : 'ReadCommitted']
  if (level === undefined) throw new NeonRefusal(400, `Unknown Neon-Batch-Isolation-Level: ${String(asked)}`)
  const access = headers['neon-batch-read-only'] === 'true' ? ' read only' : ''
  const deferrable = headers['neon-batch-deferrable'] === 'true' ? ' deferrable' : ''
  return `begin isolation level ${level}${access}${deferrable}`
}

const asText = { getTypeParser: () => (text: string) => text }

async function run(on: Pool | PoolClient, { query, params }: NeonQuery): Promise<unknown> {
  if (typeof query !== 'string') throw new NeonRefusal(400, 'The body must hold `query`, or `queries`')
  // `extended` refuses several statements in one text, as Neon does.
  const asked = { text: query, values: params ?? [], rowMode: 'array', queryMode: 'extended', types: asText }
  const result = await on.query(asked as QueryArrayConfig)
  return {
    command: result.command,
    rowCount: result.rowCount,
    rowAsArray: true,
    fields: result.fields,
    rows: result.rows,
  }
}
