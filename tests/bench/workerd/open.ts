import { join } from 'node:path'
import { freePort } from '../../../src/local/ports.ts'
import { bundle } from '../bundle.ts'
import type { Contender } from '../contender.ts'
import type { BenchPlace } from '../place.ts'
import { BATCH } from '../posting/scripts.ts'
import { keepBooks } from '../territory/books.ts'
import { MASTER_KEYS, signedHooks } from '../territory/webhooks.ts'
import type { Built } from './build.ts'
import { deployed } from './build.ts'
import { openDeliverer } from './load.ts'
import { startNeon } from './neon.ts'
import { serveWorker } from './serve.ts'

/** The Worker as it is deployed, in plain workerd: webhooks come over HTTP, its queue's handler is called in batches. */
export async function openWorkerd(place: BenchPlace, built: Built): Promise<Contender> {
  const { owner_url, worker_url } = await place.territory()
  const neon = await startNeon(place.clients)
  await bundle(join(import.meta.dirname, 'queue.ts'), built.folder, 'queue')
  const queue = { module: 'queue.js', port: await freePort(), name: 'fauteuil-inbox', batch: BATCH }
  const workerd = await serveWorker(
    built.folder,
    {
      modules: built.modules,
      compatibility_date: deployed('compatibility_date'),
      port: await freePort(),
      vars: {
        DATABASE_URL: worker_url,
        NEON_ENDPOINT: neon.url,
        MASTER_KEYS,
        ORIGIN: 'http://127.0.0.1',
        ENVIRONMENT: 'development',
      },
      queue,
    },
    { path: '/health' },
  )
  const books = await keepBooks(owner_url)
  const next = await signedHooks('workerd', 1)
  let taken = 0

  async function drain(): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${queue.port}/drain`)
    const { failures } = (await answer.json()) as { failures: string[] }
    if (failures.length > 0) throw new Error(`The queue's handler failed: ${failures[0]}`)
  }
  return {
    name: 'through workerd',
    does: `the same by the built Worker in workerd, over HTTP; its queue (a stand-in in workerd) calls its handler with ${BATCH} at once; the database over Neon's HTTP (a stand-in)`,
    async round(duration_ms) {
      const before = taken
      const deliverers = await Promise.all(
        Array.from({ length: place.clients }, () => openDeliverer(workerd.url)),
      )
      const begin_ms = performance.now()
      await Promise.all(
        deliverers.map(async (deliverer) => {
          while (performance.now() < begin_ms + duration_ms) {
            await deliverer.deliver(next())
            taken += 1
          }
          deliverer.close()
        }),
      )
      await drain()
      const elapsed_ms = performance.now() - begin_ms
      await books.checkPosted(taken)
      return ((taken - before) / elapsed_ms) * 1_000
    },
    async stop() {
      await workerd.stop()
      neon.stop()
      await books.close()
    },
  }
}
