import { join } from 'node:path'
import type { Context } from '../../../src/platform/context.ts'
import type { Database } from '../../../src/platform/database.ts'
import type { Env } from '../../../src/platform/env.ts'
import { load } from '../bundle.ts'
import { type Hook, MASTER_KEYS } from '../territory/webhooks.ts'
import type * as Entry from './entry.ts'

/** The Worker's own handlers, called in this process. */
export interface NodeWorker {
  /** Delivers a webhook. Throws unless it is answered that it was stored. */
  deliver(hook: Hook): Promise<void>
  /** Hands over a queue's batch. Throws when one of them is to be tried again. */
  work(ids: readonly string[]): Promise<void>
}

/** @param enqueue takes the place of the queue */
export async function loadWorker(
  folder: string,
  db: Database,
  enqueue: Context['enqueue'],
): Promise<NodeWorker> {
  const { createWorker, contextOf } = await load<typeof Entry>(
    join(import.meta.dirname, 'entry.ts'),
    folder,
    'worker',
  )
  const env = {
    DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1/nowhere',
    MASTER_KEYS,
    ORIGIN: 'http://127.0.0.1',
    ENVIRONMENT: 'development',
  } as Env
  const worker = createWorker(() => ({ ...contextOf(env), db, enqueue }))
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} }

  return {
    async deliver({ path, headers, body }) {
      const request = new Request(`${env.ORIGIN}${path}`, { method: 'POST', headers, body })
      const answer = await worker.fetch(request, env, context as unknown as ExecutionContext)
      const told = await answer.text()
      if (answer.status !== 202 || told !== '{"outcome":"stored"}')
        throw new Error(`${answer.status} ${told}`)
    },
    async work(ids) {
      const again: string[] = []
      const messages = ids.map((id) => ({ body: { id }, retry: () => void again.push(id) }))
      await worker.queue(
        { queue: 'fauteuil-inbox', messages } as unknown as MessageBatch<{ id: string }>,
        env,
      )
      if (again.length > 0) throw new Error(`${again.length} webhooks could not be worked on`)
    },
  }
}
