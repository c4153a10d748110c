import { setTimeout as wait } from 'node:timers/promises'
import type { Scene } from './scene.ts'
import type { Marked, UnderWay } from './worker/state.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
export const MINUTELY = '* * * * *'
export const NIGHTLY = '17 3 * * *'
/** In real time: what has not come to rest by then never will. */
const PATIENCE_MS = 30_000
const MOST_PAUSE_MS = 6
/** However long a time passes, cron runs so often in it: what it does is the same again. */
const TICKS = 6

/** Who sleeps in a schedule, and what waits for the Worker to be up. */
export class Waiting {
  readonly #scene: Scene
  /** kept for the queue while the Worker is down */
  #undelivered: Marked[] = []
  #woken = { start: 0, times: 0 }
  #told_start = -1

  constructor(scene: Scene) {
    this.#scene = scene
  }

  async sleep(duration_ms: number): Promise<number> {
    const { timeline, ground } = this.#scene
    const start = ground.deployment.starts()
    await new Promise<void>((wake) => timeline.after(duration_ms, wake))
    if (this.#woken.start !== start) this.#woken = { start, times: 0 }
    this.#woken.times += 1
    return timeline.now_ms
  }

  keep(message: Marked, delay_ms: number): void {
    this.#scene.timeline.after(delay_ms, () => void this.#undelivered.push(message))
  }

  /** What is under way in the Worker, which is told the time; null when it is down. */
  async #underWay(): Promise<UnderWay | null> {
    const { deployment } = this.#scene.ground
    if (!deployment.isUp()) return null
    const start = deployment.starts()
    const told = start === this.#told_start ? { now_ms: this.#scene.timeline.now_ms } : this.#scene.told
    const deliver = this.#undelivered.splice(0)
    try {
      const under_way = await deployment.tell({ ...told, deliver })
      this.#told_start = start
      return under_way
    } catch {
      this.#undelivered.push(...deliver)
      return null
    }
  }

  /** Waits until nothing is under way but sleepers, at this instant of the schedule. */
  async quiet(): Promise<void> {
    const { ground } = this.#scene
    const deadline_ms = performance.now() + PATIENCE_MS
    let pause_ms = 1
    for (;;) {
      for (const { venue } of ground.territory.theatres) await venue.settled()
      const under_way = await this.#underWay()
      if (ground.calls_under_way() === 0 && this.#rests(under_way)) return
      if (performance.now() > deadline_ms) {
        throw new Error(`The Worker does not come to rest: ${JSON.stringify(under_way)}`)
      }
      await wait(pause_ms)
      pause_ms = Math.min(pause_ms + 1, MOST_PAUSE_MS)
    }
  }

  #rests(under_way: UnderWay | null): boolean {
    if (under_way === null) return true
    const { messages, starting, running, sleeping, woken } = under_way
    const all_woken =
      this.#woken.start !== this.#scene.ground.deployment.starts() || woken === this.#woken.times
    return (
      messages === 0 && starting === 0 && running === sleeping && all_woken && this.#undelivered.length === 0
    )
  }

  /** Lets time pass: sleepers wake in their order, partners try again what they have to tell, cron runs. */
  async pass(duration_ms: number, { cron = true, ticks = TICKS } = {}): Promise<void> {
    const { timeline, ground } = this.#scene
    const end_ms = timeline.now_ms + duration_ms
    const every_ms = Math.max(MINUTE_MS, Math.ceil(duration_ms / ticks / MINUTE_MS) * MINUTE_MS)
    let tick_ms = timeline.now_ms + every_ms
    while (timeline.now_ms < end_ms) {
      const tries = ground.territory.theatres.map(({ venue }) => venue.next_ms())
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
    const { timeline, ground } = this.#scene
    await this.#underWay()
    timeline.wakeDue()
    for (const { venue } of ground.territory.theatres) {
      const next_ms = venue.next_ms()
      if (next_ms !== null && next_ms <= timeline.now_ms) await venue.wake()
    }
    await this.quiet()
  }

  /** Cron calls, once; what fails is the Worker's to log and the next minute's to do again. */
  async tick(cron: string): Promise<void> {
    const { ground, timeline, tally } = this.#scene
    if (!ground.deployment.isUp()) return
    tally.count('cron', cron === NIGHTLY ? 'the night' : 'a minute')
    await this.#underWay()
    await ground.deployment.tick(cron, timeline.now_ms).catch(() => undefined)
  }

  /** Brings up again what was killed, if its time has come. */
  async mend(by_all_means = false): Promise<void> {
    const { ground, steps_done, down_until, schedule } = this.#scene
    if (!ground.cluster.isUp() && (by_all_means || steps_done >= down_until.database)) {
      await ground.cluster.up()
      await this.#scene.pg.end().catch(() => undefined)
      this.#scene.pg = await ground.cluster.connect(schedule)
    }
    if (!ground.deployment.isUp() && (by_all_means || steps_done >= down_until.worker)) {
      await ground.deployment.up()
      await this.#underWay()
    }
  }
}

/** The number of the night, which begins at 3:17. */
const nightOf = (at_ms: number): number => Math.floor((at_ms - (3 * 60 + 17) * MINUTE_MS) / DAY_MS)
