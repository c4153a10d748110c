/// <reference types="@cloudflare/workers-types" />

/**
 * Stands in for Cloudflare's queue, which plain workerd does not have: takes what the Worker sends, and hands it to the
 * Worker's own `queue` handler in batches, as wrangler.toml has it. Runs in workerd, beside the Worker.
 */
interface Env {
  CONSUMER: { queue(name: string, messages: object[]): Promise<{ outcome: string; retryMessages: object[] }> }
  QUEUE: string
  BATCH: number
}

/** what the platform tells who sent: how much is waiting, which nobody here asks for */
const ACCEPTED = { metadata: { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: 0 } } }
const waiting: string[] = []
const working = new Set<Promise<void>>()
const failures: string[] = []

export default {
  /** `/message` and `/batch` are workerd's own way to send to a queue; `/drain` waits until all was worked on. */
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/drain') {
      while (waiting.length > 0) void start(env)
      while (working.size > 0) await Promise.all(working)
      return Response.json({ failures: failures.splice(0) })
    }
    const body = await request.text()
    const sent = pathname === '/batch' ? batchOf(body) : [body]
    waiting.push(...sent.map(idIn))
    if (waiting.length >= env.BATCH) context.waitUntil(start(env))
    return Response.json(ACCEPTED)
  },
}

/** Its messages carry an id and nothing else, whatever they are serialized with. */
function idIn(bytes: string): string {
  const id = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/.exec(bytes)?.[0]
  if (!id) throw new Error('A message of the queue carries no id')
  return id
}

const batchOf = (body: string): string[] =>
  (JSON.parse(body) as { messages: { body: string }[] }).messages.map((message) => atob(message.body))

function start(env: Env): Promise<void> {
  const at = Date.now()
  const messages = waiting
    .splice(0, env.BATCH)
    .map((id) => ({ id, timestamp: at, attempts: 1, body: { id } }))
  const work = handOver(env, messages).finally(() => working.delete(work))
  working.add(work)
  return work
}

async function handOver(env: Env, messages: object[]): Promise<void> {
  try {
    const { outcome, retryMessages } = await env.CONSUMER.queue(env.QUEUE, messages)
    if (outcome !== 'ok' || retryMessages.length > 0) failures.push(`a batch ended ${outcome}`)
  } catch (cause) {
    failures.push(String(cause))
  }
}
