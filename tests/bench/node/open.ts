import { Pool } from 'pg'
import type { Contender } from '../contender.ts'
import type { BenchPlace } from '../place.ts'
import { BATCH } from '../posting/scripts.ts'
import { keepBooks } from '../territory/books.ts'
import { signedHooks } from '../territory/webhooks.ts'
import { pooledDatabase } from './database.ts'
import { loadWorker } from './worker.ts'

const THEN = `the queue's handler, for ${BATCH} at once: read them, post their gifts, open the credits`
/** Where a webhook comes in: at the depth at which a library is called, or as a request. */
const WAYS = {
  receive: { name: 'in Node', does: `the use case: verify a signed webhook, store it; ${THEN}` },
  deliver: {
    name: 'in Node, by its route',
    does: `the same by a request: its headers and body read, limits, an answer made; ${THEN}`,
  },
} as const

/** The Worker's own code in this process: a signed webhook comes in, its gift is posted and converted. */
export async function openNode(place: BenchPlace, way: keyof typeof WAYS): Promise<Contender> {
  const { owner_url, worker_url } = await place.territory()
  const pool = new Pool({ connectionString: worker_url, max: place.clients })
  pool.on('error', () => undefined)
  const waiting: string[] = []
  const enqueue = async (ids: readonly string[]) => void waiting.push(...ids)
  const worker = await loadWorker(place.folder, {}, { db: pooledDatabase(pool), enqueue })
  const books = await keepBooks(owner_url)
  const next = await signedHooks(`node-${way}`, 1)
  let taken = 0

  const work = () => worker.work(waiting.splice(0, BATCH))
  async function client(until_ms: number): Promise<void> {
    while (performance.now() < until_ms) {
      await worker[way](next())
      taken += 1
      if (waiting.length >= BATCH) await work()
    }
  }
  return {
    ...WAYS[way],
    async round(duration_ms) {
      const before = taken
      const begin_ms = performance.now()
      await Promise.all(Array.from({ length: place.clients }, () => client(begin_ms + duration_ms)))
      while (waiting.length > 0) await work()
      const elapsed_ms = performance.now() - begin_ms
      await books.checkPosted(taken)
      return ((taken - before) / elapsed_ms) * 1_000
    },
    async stop() {
      await books.close()
      await pool.end()
    },
  }
}
