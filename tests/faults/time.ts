import { setTimeout as wait } from 'node:timers/promises'
import type { Scene } from './scene.ts'
import { emulated } from './territory.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
export const MINUTELY = '* * * * *'
export const NIGHTLY = '17 3 * * *'
/** In real time: what has not come to rest by then never will. */
const PATIENCE_MS = 30_000
const MOST_PAUSE_MS = 6
/** However long a time passes, cron runs so often in it: what it does is the same again. */
const TICKS = 6

/** How time passes in a schedule, and how it comes to rest. */
export class Waiting {
  readonly #scene: Scene

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** Waits until nothing is under way but sleepers, at this instant of the schedule. */
  async quiet(): Promise<void> {
    const { ground, workers, brought } = this.#scene
    const deadline_ms = performance.now() + PATIENCE_MS
    let pause_ms = 1
    for (;;) {
      for (const partner of emulated(ground.territory)) await partner.settled()
      const busy = await workers.look()
      const kept = workers.undelivered.length > 0 && workers.allUp()
      if (ground.calls_under_way() + brought.calls === 0 && busy === null && !kept) return
      if (performance.now() > deadline_ms) {
        throw new Error(`The Worker does not come to rest: ${JSON.stringify(busy)}`)
      }
      await wait(pause_ms)
      pause_ms = Math.min(pause_ms + 1, MOST_PAUSE_MS)
    }
  }

  /** Lets time pass: sleepers wake in their order, partners try again what they have to tell, cron runs. */
  async pass(duration_ms: number, { cron = true, ticks = TICKS } = {}): Promise<void> {
    const { timeline, ground } = this.#scene
    const end_ms = timeline.now_ms + duration_ms
    const every_ms = Math.max(MINUTE_MS, Math.ceil(duration_ms / ticks / MINUTE_MS) * MINUTE_MS)
    let tick_ms = timeline.now_ms + every_ms
    while (timeline.now_ms < end_ms) {
      const tries = emulated(ground.territory).map((partner) => partner.next_ms())
      const due = [timeline.next_ms(), ...tries].filter(
        (at) => at !== null && at > timeline.now_ms,
      ) as number[]
      const before_ms = timeline.now_ms
      timeline.passTo(Math.min(end_ms, tick_ms, ...due))
      await this.#arrive()
      if (timeline.now_ms < tick_ms) continue
      if (cron) await this.tick(MINUTELY)
      if (cron && nightOf(before_ms) !== nightOf(timeline.now_ms)) await this.tick(NIGHTLY)
      await this.quiet()
      tick_ms = timeline.now_ms + every_ms
    }
  }

  async #arrive(): Promise<void> {
    const { timeline, ground, workers } = this.#scene
    await workers.look()
    timeline.wakeDue()
    for (const partner of emulated(ground.territory)) {
      const next_ms = partner.next_ms()
      if (next_ms !== null && next_ms <= timeline.now_ms) await partner.wake()
    }
    await this.quiet()
  }

  async tick(cron: string): Promise<void> {
    this.#scene.tally.count('cron', cron === NIGHTLY ? 'the night' : 'a minute')
    await this.#scene.workers.tick(cron)
  }

  /** Brings up again what was killed, if its time has come. */
  async mend(by_all_means = false): Promise<void> {
    const { ground, workers, steps_done, down_until, schedule } = this.#scene
    if (!ground.cluster.isUp() && (by_all_means || steps_done >= down_until.database)) {
      await ground.cluster.up()
      await this.#scene.pg.end().catch(() => undefined)
      this.#scene.pg = await ground.cluster.connect(schedule)
    }
    if (!workers.allUp() && (by_all_means || steps_done >= down_until.worker)) await workers.up()
  }
}

/** The number of the night, which begins at 3:17. */
const nightOf = (at_ms: number): number => Math.floor((at_ms - (3 * 60 + 17) * MINUTE_MS) / DAY_MS)
