import { StripeError } from './errors.ts'

/** Stripe keeps a key at least so long; here exactly. */
const KEPT_MS = 86_400_000

interface Known {
  at_ms: number
  request: string
  answer: { status: number; body: string }
}

/** Remembers the answers to writes by the key that came with them, for a day. */
export function makeIdempotency(now_ms: () => number) {
  const known = new Map<string, Known>()
  return {
    /**
     * What was answered before, or null: then it is to be carried out now.
     * @throws StripeError idempotency_error: the key came with another request
     */
    before(key: string, request: string): Known['answer'] | null {
      const found = known.get(key)
      if (found && now_ms() - found.at_ms >= KEPT_MS) {
        known.delete(key)
        return null
      }
      if (!found || found.request === request) return found?.answer ?? null
      const shown = key.slice(key.indexOf(' ') + 1)
      throw new StripeError(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shown}' if you meant to execute a different request.`,
      })
    },
    remember(key: string, request: string, answer: Known['answer']): void {
      known.set(key, { request, answer, at_ms: now_ms() })
    },
  }
}
export type Idempotency = ReturnType<typeof makeIdempotency>
