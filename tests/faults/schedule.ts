import { OnlyGrows, tamperViolations } from './checks/append-only.ts'
import { bookingViolations } from './checks/bookings.ts'
import { consentViolations } from './checks/consents.ts'
import { giftViolations } from './checks/gifts.ts'
import { hookViolations } from './checks/hooks.ts'
import { ledgerViolations } from './checks/ledger.ts'
import { paymentViolations } from './checks/payments.ts'
import { promiseViolations } from './checks/promises.ts'
import type { Ground } from './ground.ts'
import { Play, type Step } from './play.ts'
import { recover } from './recovery.ts'
import type { Tally } from './tally.ts'

/** Plays one schedule from its beginning to its recovery. Answers what it violated; nothing when all is well. */
export async function playSchedule(ground: Ground, steps: readonly Step[], tally: Tally): Promise<string[]> {
  return playStorm(ground, tally, async (play, grows) => {
    for (const step of steps) await playStep(play, grows, step)
  })
}

/**
 * The same with any storm.
 * @param settled the database that it begins with, when it is another than everyone's
 */
export async function playStorm(
  ground: Ground,
  tally: Tally,
  storm: (play: Play, grows: OnlyGrows) => Promise<void>,
  settled?: string,
): Promise<string[]> {
  const { scene, waiting } = await ground.begin(tally, settled)
  const play = new Play(scene, waiting)
  const grows = new OnlyGrows()
  let found: string[]
  try {
    await storm(play, grows)
    const left = await recover(play)
    found = [
      ...scene.complaints,
      ...left.map((what) => `not done in the end: ${what}`),
      ...(await ledgerViolations(play)),
      ...(await grows.violations(scene.pg)),
      ...(await tamperViolations(scene.pg)),
      ...(await giftViolations(play)),
      ...(await paymentViolations(play)),
      ...(await consentViolations(play)),
      ...(await bookingViolations(play)),
      ...(await hookViolations(play)),
      ...(await promiseViolations(play)),
    ]
  } catch (cause) {
    found = [...scene.complaints, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)]
  }
  await ground.end(scene, found.length > 0)
  return found
}

/** One step until nothing is under way; after a kill, what is true at any moment is looked at as soon as all is up. */
async function playStep(play: Play, grows: OnlyGrows, step: Step): Promise<void> {
  const { scene, waiting } = play
  const { cluster } = scene.ground
  const done = await step.act(play)
  scene.tally.count(done ? 'steps' : 'steps with nothing to be about', step.name)
  await waiting.quiet()
  scene.steps_done += 1
  const killed = !cluster.isUp() || !scene.workers.allUp()
  await waiting.mend()
  if (!killed || !cluster.isUp()) return
  await waiting.quiet()
  const broken = [...(await ledgerViolations(play)), ...(await grows.violations(scene.pg))]
  scene.complaints.push(...broken.map((what) => `after a kill: ${what}`))
}
