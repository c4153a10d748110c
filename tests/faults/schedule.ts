import { bookingViolations } from './checks/bookings.ts'
import { giftViolations } from './checks/gifts.ts'
import { hookViolations } from './checks/hooks.ts'
import { ledgerViolations, OnlyGrows } from './checks/ledger.ts'
import { promiseViolations } from './checks/promises.ts'
import type { Ground } from './ground.ts'
import { Play, type Step } from './play.ts'
import { recover } from './recovery.ts'
import type { Tally } from './tally.ts'

/** Plays one schedule from its beginning to its recovery. Answers what it violated; nothing when all is well. */
export async function playSchedule(ground: Ground, steps: readonly Step[], tally: Tally): Promise<string[]> {
  const { scene, waiting } = await ground.begin(tally)
  let found: string[]
  try {
    found = await playIn(new Play(scene, waiting), steps)
  } catch (cause) {
    found = [...scene.complaints, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)]
  }
  await ground.end(scene, found.length > 0)
  return found
}

async function playIn(playing: Play, steps: readonly Step[]): Promise<string[]> {
  const { scene, waiting } = playing
  const { cluster } = scene.ground
  const grows = new OnlyGrows()
  for (const one of steps) {
    const done = await one.act(playing)
    scene.tally.count(done ? 'steps' : 'steps with nothing to be about', one.name)
    await waiting.quiet()
    scene.steps_done += 1
    const killed = !cluster.isUp() || !scene.workers.allUp()
    await waiting.mend()
    if (!killed || !cluster.isUp()) continue
    await waiting.quiet()
    const broken = [...(await ledgerViolations(playing)), ...(await grows.violations(scene.pg))]
    if (broken.length > 0) return [...scene.complaints, ...broken.map((what) => `after a kill: ${what}`)]
  }
  const left = await recover(playing)
  return [
    ...scene.complaints,
    ...left.map((what) => `not done in the end: ${what}`),
    ...(await ledgerViolations(playing)),
    ...(await grows.violations(scene.pg)),
    ...(await giftViolations(playing)),
    ...(await bookingViolations(playing)),
    ...(await hookViolations(playing)),
    ...(await promiseViolations(playing)),
  ]
}
