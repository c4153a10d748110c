import type { House } from './house.ts'
import { deliverDue } from './outbox.ts'

export interface Postman {
  /** something was put into the outbox */
  wake: () => void
  /** Answers once everything due was tried. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

/** Delivers the outbox in the background, one round at a time, and wakes for what is to be tried again. */
export function postman(house: House): Postman {
  let timer: ReturnType<typeof setTimeout> | null = null
  let round: Promise<void> | null = null
  let again = false
  let stopped = false

  async function rounds(): Promise<void> {
    for (;;) {
      again = false
      const next_ms = await deliverDue(house)
      const wait_ms = next_ms === null ? null : next_ms - house.now().getTime()
      if (stopped) return
      if (again || (wait_ms !== null && wait_ms <= 0)) continue
      if (wait_ms !== null) timer = setTimeout(wake, Math.min(wait_ms, 3_600_000))
      return
    }
  }

  function wake(): void {
    if (stopped) return
    again = true
    if (timer) clearTimeout(timer)
    timer = null
    round ??= rounds().finally(() => {
      round = null
    })
  }

  return {
    wake,
    async settled() {
      for (let current = round; current !== null; current = round) await current
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await round
    },
  }
}
