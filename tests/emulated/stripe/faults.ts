import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** What a test wants to go wrong with calls to the API. Everything is off at first; what counts, counts down to off. */
export interface FaultPlan {
  /** the next so many calls are answered like this, without being carried out; 429 and 5xx in Stripe's own words unless `body` is there */
  answer: { status: number; times: number; body?: string; retry_after_s?: number } | null
  /** the next so many writes are carried out, then answered with this status */
  carried_out_then: { status: number; times: number } | null
  /** the next so many writes are carried out, but their answer is cut off */
  lose_answers: number
  /** the next so many calls are carried out and answered with a page that says nothing */
  nonsense: number
  /** the next so many calls are never answered */
  hang: number
  /** every call waits so long before it is carried out */
  slow_ms: number
  /** every answer, once made, waits so long: meanwhile it grows old */
  late_ms: number
  /** every answer comes byte by byte, with so long between two */
  drip_ms: number
  /** calls beyond so many in one second of the clock are answered 429 */
  per_second: number | null
}

export const noFaults = (): FaultPlan => ({
  answer: null,
  carried_out_then: null,
  lose_answers: 0,
  nonsense: 0,
  hang: 0,
  slow_ms: 0,
  late_ms: 0,
  drip_ms: 0,
  per_second: null,
})

/** Takes one of a count; false when none is left. */
export function take(plan: FaultPlan, which: 'lose_answers' | 'nonsense' | 'hang'): boolean {
  if (plan[which] <= 0) return false
  plan[which] -= 1
  return true
}

/** Takes one of those with a number of times; null when none is left. */
export function takeOf<T extends { times: number }>(found: T | null, drop: () => void): T | null {
  if (!found) return null
  found.times -= 1
  if (found.times <= 0) drop()
  return found
}

export const wait = async (duration_ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, duration_ms)
  })

const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text))

/** An answer that begins, and whose connection then breaks. */
export function cutOff({ outgoing }: HttpBindings): Response {
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.write('{')
  setImmediate(() => outgoing.destroy())
  return RESPONSE_ALREADY_SENT
}

/** The same answer, byte by byte. */
export function dripping(text: string, drip_ms: number, init: ResponseInit): Response {
  const bytes = bytesOf(text)
  let at = 0
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (at >= bytes.length) return controller.close()
      await wait(drip_ms)
      controller.enqueue(bytes.slice(at, at + 1))
      at += 1
    },
  })
  return new Response(body, init)
}

/** Says nothing until whoever called has gone. */
export const hanging = async (signal: AbortSignal): Promise<Response> =>
  new Promise((done) => {
    signal.addEventListener('abort', () => done(new Response(null, { status: 408 })), { once: true })
  })
