import { contextOf, type FrontContext } from '../../../src/platform/context.ts'
import type { DriveParams, Env, InboxMessage } from '../../../src/platform/env.ts'
import { askHarness } from './harness.ts'
import { demand, here, newId } from './here.ts'

/** The product's own context; only time, ids and the edges to the engine are watched over. */
export function contextHere(env: Env): FrontContext {
  const product = contextOf(
    {
      ...env,
      DATABASE_URL: new URL(here.schedule, env.DATABASE_URL).href,
      MASTER_KEYS: here.secrets.master_keys,
      STRIPE_WEBHOOK_SECRETS: here.secrets.webhook_secrets,
      INBOX: countingQueue(env.INBOX),
      RESERVATIONS: countingWorkflow(env.RESERVATIONS),
    },
    () => new Date(here.now_ms).toISOString(),
  )
  const { files } = product
  return {
    ...product,
    newId,
    // a partner's pace is kept in the time of the schedule, which stands still
    sleep: async () => undefined,
    send: async (mail) => {
      demand('mail')
      await askHarness('/mail', { mail })
    },
    published: {
      get: async (name) => (await askHarness('/published', { name }))['text'] as string | null,
      async put(name, text) {
        await askHarness('/published', { name, text })
      },
      async delete(name) {
        await askHarness('/published', { name, text: null })
      },
    },
    files: {
      ...files,
      async put(...file) {
        demand('files')
        await files.put(...file)
      },
    },
    fetch: async (...call) => {
      const answer = await fetch(...call)
      if (!answer.headers.has('x-timed-out')) return answer
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    },
  }
}

function countingQueue(queue: Queue<InboxMessage>): Queue<InboxMessage> {
  const sendBatch: Queue<InboxMessage>['sendBatch'] = async (messages) => {
    demand('queue')
    const marked = [...messages].map(({ body }) => ({ body: { ...body, schedule: here.schedule } }))
    here.under_way.messages += marked.length
    return queue.sendBatch(marked)
  }
  return { sendBatch } as Queue<InboxMessage>
}

function countingWorkflow(workflow: Workflow<DriveParams>): Workflow<DriveParams> {
  const createBatch = async (runs: { id: string; params: DriveParams }[]) => {
    demand('workflows')
    const marked = runs.map((run) => ({ ...run, params: { ...run.params, schedule: here.schedule } }))
    const { starting } = here.under_way
    const known = runs.filter(({ id }) => starting.has(id))
    for (const { id } of runs) starting.add(id)
    try {
      const started = await workflow.createBatch(marked)
      // one that was started before is skipped, and does not begin again
      const begun = new Set([...started, ...known].map(({ id }) => id))
      for (const { id } of runs) if (!begun.has(id)) starting.delete(id)
      return started
    } catch (cause) {
      for (const { id } of runs) starting.delete(id)
      throw cause
    }
  }
  return { createBatch } as unknown as Workflow<DriveParams>
}
