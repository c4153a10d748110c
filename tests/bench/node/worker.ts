import { join } from 'node:path'
import type { Context } from '../../../src/platform/context.ts'
import type { Env } from '../../../src/platform/env.ts'
import { load } from '../bundle.ts'
import { type Hook, MASTER_KEYS } from '../territory/webhooks.ts'
import type * as Entry from './entry.ts'

/** The Worker's own handlers, called in this process. */
export interface NodeWorker {
  ctx: Context
  /** A request as the Worker answers it. */
  ask(path: string, init: RequestInit): Promise<{ status: number; text: string }>
  /** Delivers a webhook by its route. Throws unless it is answered that it was stored. */
  deliver(hook: Hook): Promise<void>
  /** The same without a request: the use case that its route calls. */
  receive(hook: Hook): Promise<void>
  /** Hands over a queue's batch. Throws when one of them is to be tried again. */
  work(ids: readonly string[]): Promise<void>
}

const ENV = {
  DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1/nowhere',
  MASTER_KEYS,
  ORIGIN: 'http://127.0.0.1',
  ENVIRONMENT: 'development',
}

/**
 * @param vars what it is bound to, such as its database
 * @param changes what takes the place of its own means, as the queue's
 */
export async function loadWorker(
  folder: string,
  vars: Partial<Env>,
  changes: Partial<Context>,
): Promise<NodeWorker> {
  const entry = join(import.meta.dirname, 'entry.ts')
  const { createWorker, contextOf, wholeContext, receiveHook } = await load<typeof Entry>(
    entry,
    folder,
    'worker',
  )
  const env = { ...ENV, ...vars } as Env
  const fresh = (): Context => ({ ...wholeContext(contextOf(env)), ...changes })
  const worker = createWorker(fresh)
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} } as never

  async function ask(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const answer = await worker.fetch(new Request(`${env.ORIGIN}${path}`, init), env, context)
    return { status: answer.status, text: await answer.text() }
  }
  return {
    ctx: fresh(),
    ask,
    async deliver({ path, headers, body }) {
      const { status, text } = await ask(path, { method: 'POST', headers, body })
      if (status !== 202 || text !== STORED) throw new Error(`A new webhook was answered ${status} ${text}`)
    },
    async receive({ path, headers, body }) {
      const [, , platform = '', connection_id = '', generation, token = ''] = path.split('/')
      const at = { platform, connection_id, generation: Number(generation), token }
      const outcome = await receiveHook(fresh(), { ...at, headers: new Headers(headers), body })
      if (outcome !== 'stored') throw new Error(`A new webhook was answered ${outcome}`)
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

export const STORED = '{"outcome":"stored"}'
