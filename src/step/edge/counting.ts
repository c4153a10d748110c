import { noCounts, type Arm, type Carts, type CountsSent } from '../guard/counts.ts'
import type { EdgeEnv } from './env.ts'
import { tell } from './tell.ts'

/** Sums are sent so long after the first cart in them; what a request has begun may go on for thirty seconds. */
const EVERY_MS = 15_000
const MOST_REMEMBERED = 1_000

/** What this isolate has counted and not sent yet. */
let open: CountsSent | null = null
/** Draws of carts that have finished: a counter that orders all day under one cookie is one cart. Never sent or written down. */
const finished = new Set<number>()

export type Counting = ReturnType<typeof countingOf>

/** Counts carts. @param later goes on with work after the answer is sent */
export function countingOf(env: EdgeEnv, later: (work: Promise<unknown>) => void) {
  return {
    add(trial: number, arm: Arm, what: keyof Carts): void {
      if (open?.trial !== trial) {
        open = { trial, ...noCounts() }
        later(send(env, open))
      }
      open[arm][what] += 1
    },
    /** Whether this cart has finished before, as far as this isolate remembers; from now on it has. */
    hasFinished(draw: number): boolean {
      if (finished.has(draw)) return true
      if (finished.size >= MOST_REMEMBERED) finished.clear()
      finished.add(draw)
      return false
    },
  }
}

/** Once, whatever becomes of it: counts that are lost cost the test time, counts that are there twice its truth. */
async function send(env: EdgeEnv, counts: CountsSent): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  if (open === counts) open = null
  if (env.EDGE_TOKEN)
    await tell(env, 'counts', counts).catch((cause: unknown) => {
      // eslint-disable-next-line no-console -- the Worker's log is its standard output
      console.log(JSON.stringify({ event: 'carts_not_counted', cause: String(cause) }))
    })
}
