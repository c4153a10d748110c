import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Pool } from 'pg'
import { violations } from '../../ledger/invariants.ts'
import { onDatabase } from '../connection.ts'
import type { Contender } from '../contender.ts'
import { pooledDatabase } from '../node/database.ts'
import { loadWorker } from '../node/worker.ts'
import type { BenchPlace } from '../place.ts'
import { BATCH } from '../posting/scripts.ts'
import { keepBooks } from '../territory/books.ts'
import { idOf } from '../territory/settle.ts'
import { giftBody } from '../territory/webhooks.ts'

/** Batches that are worked on at once. */
const CONSUMERS = 4
const EVENTS = 1_000_000
const EVENTS_QUICK = 20_000
/** stands in the template of all bodies, and is as long as what takes its place */
const ORDER = 'NNNNNNNNN'

export interface Backlog extends Contender {
  /** Works on all that is left, and looks whether each was posted once. */
  finish(): Promise<{ events: number; violated: string[] }>
}

/** Webhooks that were stored and not worked on, taken in a queue's batches by the Worker's own handler in this process. */
export async function openBacklog(place: BenchPlace): Promise<Backlog> {
  const { owner_url, worker_url } = await place.territory()
  const events = place.quick ? EVENTS_QUICK : EVENTS
  await fill(owner_url, events)
  const pool = new Pool({ connectionString: worker_url, max: CONSUMERS })
  pool.on('error', () => undefined)
  const worker = await loadWorker(place.folder, {}, { db: pooledDatabase(pool) })
  const books = await keepBooks(owner_url)
  let begun = 0

  async function consume(until_ms: number): Promise<void> {
    while (performance.now() < until_ms && begun < events) {
      const from = begun
      begun = Math.min(events, begun + BATCH)
      await worker.work(Array.from({ length: begun - from }, (_, i) => idOfEvent(from + i + 1)))
    }
  }
  const consumeAll = (until_ms: number) =>
    Promise.all(Array.from({ length: CONSUMERS }, () => consume(until_ms)))
  return {
    name: 'a backlog drained',
    does: `the queue's handler in Node, ${BATCH} stored webhooks at a time, ${CONSUMERS} at once, 1 convention: read, post, convert`,
    async round(duration_ms) {
      const before = begun
      if (before === events) throw new Error(`The backlog of ${events} was drained before its last round`)
      const begin_ms = performance.now()
      await consumeAll(begin_ms + duration_ms)
      const elapsed_ms = performance.now() - begin_ms
      await books.checkPosted(begun)
      return ((begun - before) / elapsed_ms) * 1_000
    },
    async finish() {
      await consumeAll(Infinity)
      await books.checkPosted(events)
      const violated = await onDatabase(owner_url, async (database) => {
        await database.query('analyze')
        return violations(database, idOf('convention', 1))
      })
      return { events, violated: Object.keys(violated) }
    },
    async stop() {
      await books.close()
      await pool.end()
    },
  }
}

const idOfEvent = (n: number): string => `${String(n).padStart(8, '0')}-0000-7000-8000-100000000000`

async function fill(owner_url: string, events: number): Promise<void> {
  const statement = await readFile(join(import.meta.dirname, 'fill.sql'), 'utf8')
  const body = giftBody(ORDER, new Date().toISOString())
  await onDatabase(owner_url, async (database) => {
    for (let first = 1; first <= events; first += 50_000) {
      await database.query(statement, [first, Math.min(events, first + 49_999), body, ORDER])
    }
    await database.query('vacuum analyze')
  })
}
