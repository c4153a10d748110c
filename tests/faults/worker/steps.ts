import type { WorkflowStep } from 'cloudflare:workers'
import type { Steps } from '../../../src/invitations/index.ts'
import { sleep } from './harness.ts'

/** As the engine waits before it does a failed step again. */
const AGAIN_MS = [2_000, 4_000, 8_000, 16_000, 32_000]
const ONCE = { retries: { limit: 0, delay: 1 }, timeout: '2 minutes' } as const

/** Each step remembered by the engine itself; only the waiting is done in the time of the schedule. */
export function stepsHere(engine: WorkflowStep): Steps {
  return {
    async step<T>(name: string, run: () => Promise<T>) {
      for (let n = 0; ; n++) {
        try {
          const done: unknown = await engine.do(n === 0 ? name : `${name}, again ${n}`, ONCE, run as never)
          return done as T
        } catch (cause) {
          const wait_ms = AGAIN_MS[n]
          if (wait_ms === undefined) throw cause
          await sleep(wait_ms)
        }
      }
    },
    sleep: async (_name, duration_ms) => sleep(duration_ms),
  }
}
