import { pending } from './checks/pending.ts'
import { doWhatIsShown } from './people.ts'
import type { Play } from './play.ts'
import { NIGHTLY } from './time.ts'

const MINUTE_MS = 60_000
/** The times that pass until all is done, at most: retries, sweeps and nights have had their turn by then. */
const ROUNDS_MS = [2, 20, 20, 60, 180, 480, 1_560, 1_560, 1_560, 1_560].map((minutes) => minutes * MINUTE_MS)

/**
 * The storm ends, and whatever it left is brought to its end: by itself first, then by people who do what they are shown.
 * Answers what is still not done.
 */
export async function recover(play: Play): Promise<string[]> {
  const { scene, waiting, territory } = play
  scene.points.disarm()
  scene.poison.clear()
  scene.deliver_again = 0
  for (const { venue } of territory.theatres) venue.skew_ms = 0
  scene.workers.skews_ms.fill(0)
  await waiting.mend(true)
  await scene.workers.tell({ refusing: { queue: 0, workflows: 0, files: 0, mail: 0 } })
  await waiting.quiet()

  let left: string[] = []
  for (const [round, duration_ms] of ROUNDS_MS.entries()) {
    await play.askAgain()
    await waiting.pass(duration_ms, { ticks: 2 })
    await doWhatIsShown(play)
    await waiting.quiet()
    left = await pending(play)
    if (left.length > 0 && round !== 2) continue
    // the books are compared once in any case: what no webhook told is found by night
    await waiting.tick(NIGHTLY)
    await waiting.quiet()
    left = await pending(play)
    if (left.length === 0) return left
  }
  return left
}
