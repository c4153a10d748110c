import type { InboxMessage } from '../../../src/platform/env.ts'
import type { createWorker } from '../../../src/worker.ts'
import type { Bindings } from './entry.ts'
import { askHarness } from './harness.ts'
import { here } from './here.ts'
import type { Marked } from './state.ts'

/** As wrangler.toml says: tried so often, then a dead letter. */
const MAX_RETRIES = 5

/**
 * A batch of the queue. A message that is to be tried again later is kept by the harness until its time comes; one that
 * fails with its batch, or that the harness wants delivered again, is left to the engine.
 */
export async function workOn(
  worker: ReturnType<typeof createWorker>,
  batch: MessageBatch<InboxMessage>,
  env: Bindings,
): Promise<void> {
  const messages = (batch.messages as readonly Message<Marked>[]).filter(
    ({ body }) => body.schedule === here.schedule,
  )
  if (messages.length === 0) return
  const { under_way } = here
  const later: { body: Marked; delay_ms: number }[] = []
  const watched = messages.map((message) => ({
    id: message.id,
    timestamp: message.timestamp,
    body: message.body,
    attempts: message.attempts,
    ack: () => message.ack(),
    retry: ({ delaySeconds = 0 }: QueueRetryOptions = {}) => {
      later.push({ body: message.body, delay_ms: delaySeconds * 1_000 })
    },
  }))
  try {
    const ids = messages.map(({ body }) => body.id)
    const { again } = await askHarness('/queue', { queue: batch.queue, ids })
    await worker.queue({ ...batch, queue: batch.queue, messages: watched }, env)
    if (again === true) throw new Error('delivered again, though it was worked on')
  } catch (cause) {
    const dropped = messages.filter(({ attempts }) => isDead(batch) && attempts > MAX_RETRIES)
    under_way.messages -= dropped.length
    throw cause
  }
  for (const { body, delay_ms } of later) await keep(env, body, delay_ms)
  under_way.messages -= messages.length
}

const isDead = ({ queue }: { queue: string }): boolean => queue.endsWith('-dead')

async function keep(env: Bindings, body: Marked, delay_ms: number): Promise<void> {
  const tried = (body.tried ?? 0) + 1
  if (tried <= MAX_RETRIES) {
    await askHarness('/later', { message: { ...body, tried }, delay_ms })
    return
  }
  here.under_way.messages += 1
  await env.DEAD.send(body)
}
