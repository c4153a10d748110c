import { StripeError } from './errors.ts'

interface Known {
  request: string
  answer: { status: number; body: string }
}

/** Remembers the answers to writes by the key that came with them, as long as the process lives (Stripe: a day at least). */
export function makeIdempotency() {
  const known = new Map<string, Known>()
  return {
    /**
     * What was answered before, or null: then it is to be carried out now.
     * @throws StripeError idempotency_error: the key came with another request
     */
    before(key: string, request: string): Known['answer'] | null {
      const found = known.get(key)
      if (!found || found.request === request) return found?.answer ?? null
      const shown = key.slice(key.indexOf(' ') + 1)
      throw new StripeError(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shown}' if you meant to execute a different request.`,
      })
    },
    remember(key: string, request: string, answer: Known['answer']): void {
      known.set(key, { request, answer })
    },
  }
}
export type Idempotency = ReturnType<typeof makeIdempotency>
