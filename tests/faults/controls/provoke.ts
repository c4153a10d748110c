import type { Act, Side } from '../around/points.ts'
import { bookingViolations } from '../checks/bookings.ts'
import { giftViolations } from '../checks/gifts.ts'
import { hookViolations } from '../checks/hooks.ts'
import { ledgerViolations } from '../checks/ledger.ts'
import type { Play, Step } from '../play.ts'

/** Plays these steps, each until nothing is under way. */
export async function does(play: Play, ...steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step.act(play)
    await play.waiting.quiet()
    play.scene.steps_done += 1
    await play.waiting.mend()
  }
}

export function fault(play: Play, side: Side, point: string, act: Act, times = 1, nth = 1): void {
  play.scene.points.arm({ side, point, act, times, nth })
}

const CHECKS = {
  gifts: giftViolations,
  hooks: hookViolations,
  bookings: bookingViolations,
  ledger: ledgerViolations,
}
/** What has to be so at once, before a sweep or a night could mend it. */
export async function at_once(play: Play, ...which: readonly (keyof typeof CHECKS)[]): Promise<void> {
  for (const name of which) {
    const found = await CHECKS[name](play)
    play.scene.complaints.push(...found.map((what) => `at once: ${what}`))
  }
}

/**
 * Holds a lock as another transaction would, begins what waits for it, and lets go when so many wait: what follows then
 * happens at the same moment, every time.
 */
export async function whileLocked(
  play: Play,
  lock: string,
  values: readonly unknown[],
  begun: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const { scene } = play
  const holder = await scene.ground.cluster.connect(scene.schedule)
  const doing: Promise<unknown>[] = []
  try {
    await holder.query('begin')
    await holder.query(lock, [...values])
    for (const [n, begin] of begun.entries()) {
      doing.push(begin())
      await untilWaiting(play, n + 1)
    }
  } finally {
    await holder.query('commit')
    await holder.end()
  }
  await Promise.allSettled(doing)
  await play.waiting.quiet()
}

const PATIENCE_MS = 5_000

/** Until so many transactions wait for a lock; in a build where fewer do, until it is clear that they do not. */
async function untilWaiting({ scene }: Play, many: number): Promise<void> {
  const deadline_ms = performance.now() + PATIENCE_MS
  while (performance.now() < deadline_ms) {
    const { rows } = await scene.pg.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    )
    if ((rows[0]?.waiting ?? 0) >= many) return
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** What stands behind a protection that is gone in both builds refuses what it should: that is no complaint here. */
export function ignore({ scene }: Play, what: RegExp): void {
  const kept = scene.complaints.filter((complaint) => !what.test(complaint))
  scene.complaints.splice(0, scene.complaints.length, ...kept)
}
