import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '../credits/house.ts'
import type { NodeWorker } from '../node/worker.ts'
import { BATCH } from '../posting/scripts.ts'
import { signedHooks } from '../territory/webhooks.ts'

export interface Load {
  /** until something that was begun from now on succeeds */
  nextSuccess(): Promise<void>
  /** Ends what is under way, and works on all that is waiting. What was answered as done: */
  stop(): Promise<{ delivered: number; held: number }>
}

/** Who sends webhooks, and who reserves, tries again after so long: what matters is that the same is asked again. */
const AGAIN_MS = 50
/** one reservation for so many webhooks */
const HOOKS_A_HOLD = 10

/** Webhooks that are delivered until they are answered, reservations that are asked for until they are, and the queue. */
export async function startLoad(
  worker: NodeWorker,
  house: House,
  waiting: string[],
  clients: number,
): Promise<Load> {
  const next = await signedHooks('outage', 1)
  const told = { delivered: 0, held: 0 }
  let listeners: { since_ms: number; resolve: () => void }[] = []
  const stopping = new AbortController()

  async function untilDone(act: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const begun_ms = performance.now()
      try {
        await act()
        for (const { since_ms, resolve } of listeners) if (begun_ms >= since_ms) resolve()
        listeners = listeners.filter(({ since_ms }) => begun_ms < since_ms)
        return
      } catch {
        await sleep(AGAIN_MS)
      }
    }
  }
  async function deliver(): Promise<void> {
    const { path, headers, body } = next()
    await untilDone(async () => {
      const { status, text } = await worker.ask(path, { method: 'POST', headers, body })
      if (status !== 202) throw new Error(text)
    })
    told.delivered += 1
  }
  async function hold(): Promise<void> {
    const [key, wish] = [randomUUID(), house.wish(1)]
    await untilDone(() => worker.ctx.db.once(house.claim(key), 'reserve', wish))
    told.held += 1
  }
  async function work(): Promise<void> {
    const ids = waiting.splice(0, BATCH)
    await untilDone(() => worker.work(ids))
  }
  async function client(): Promise<void> {
    for (let n = 1; !stopping.signal.aborted; n++) {
      await (n % HOOKS_A_HOLD === 0 ? hold() : deliver())
      if (waiting.length >= BATCH) await work()
    }
  }
  const running = Promise.all(Array.from({ length: clients }, client))
  return {
    nextSuccess: () =>
      new Promise((resolve) => void listeners.push({ since_ms: performance.now(), resolve })),
    async stop() {
      stopping.abort()
      await running
      while (waiting.length > 0) await work()
      return told
    },
  }
}
