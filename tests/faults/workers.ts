import type { Deployment } from './around/deployment.ts'
import type { Said } from './around/http.ts'
import type { Scene } from './scene.ts'
import type { Marked, Told, UnderWay } from './worker/state.ts'

interface Serving {
  deployment: Deployment
  /** of its starts: the one that was told whose schedule it serves */
  told_start: number
  /** sleepers of this start that were woken */
  woken: { start: number; times: number }
}

/** The Workers that serve a schedule: one, or an old and a new version side by side. */
export class Workers {
  readonly #scene: Scene
  readonly #serving: Serving[] = []
  #turn = 0
  /** kept for the queue until its time has come; delivered when a Worker is up */
  readonly undelivered: Marked[] = []
  /** how far the clock of each is from the schedule's */
  readonly skews_ms = [0, 0]

  constructor(scene: Scene, first: Deployment) {
    this.#scene = scene
    this.join(first)
  }

  join(deployment: Deployment): void {
    this.#serving.push({ deployment, told_start: -1, woken: { start: 0, times: 0 } })
  }

  get sideBySide(): boolean {
    return this.#serving.length > 1
  }

  allUp(): boolean {
    return this.#serving.every(({ deployment }) => deployment.isUp())
  }

  /** A request of the world outside, in turn to each that is up. Throws when none is, or it dies before it answers. */
  async ask(path: string, asked: Parameters<Deployment['ask']>[1]): Promise<Said> {
    const up = this.#serving.filter(({ deployment }) => deployment.isUp())
    const one = up[this.#turn++ % Math.max(1, up.length)]
    if (!one) throw new Error('No Worker is up')
    return one.deployment.ask(path, asked)
  }

  /** Cron calls each of them; what fails is theirs to log, and the next minute's to do again. */
  async tick(cron: string): Promise<void> {
    await this.look()
    const up = this.#serving.filter(({ deployment }) => deployment.isUp())
    const calls = up.map(({ deployment }) => deployment.tick(cron, this.#scene.timeline.now_ms))
    await Promise.allSettled(calls)
  }

  async tell(told: Told): Promise<void> {
    for (const { deployment } of this.#serving) if (deployment.isUp()) await deployment.tell(told)
  }

  /** The first of them dies at once; where there is another, it goes on. */
  kill(): boolean {
    const alive = this.#serving.find(({ deployment }) => deployment.isUp())
    alive?.deployment.kill()
    return alive !== undefined
  }

  async up(): Promise<void> {
    for (const { deployment } of this.#serving) await deployment.up()
    await this.look()
  }

  /** Somebody slept in the `nth` Worker, since this start of it, and wakes now. */
  woken(nth: number, start: number): void {
    const { woken } = this.#serving[nth]!
    if (woken.start !== start) Object.assign(woken, { start, times: 0 })
    woken.times += 1
  }
  startOf = (nth: number): number => this.#serving[nth]?.deployment.starts() ?? 0

  /** Tells each what time it is, and answers what keeps them from resting; null when nothing does. */
  async look(): Promise<UnderWay | null> {
    let busy: UnderWay | null = null
    for (const [worker, serving] of this.#serving.entries()) {
      const under_way = await this.#lookAt(worker, serving)
      if (under_way && !rests(under_way, serving)) busy = under_way
    }
    return busy
  }

  async #lookAt(worker: number, serving: Serving): Promise<UnderWay | null> {
    const { deployment, told_start } = serving
    if (!deployment.isUp()) return null
    const start = deployment.starts()
    const now_ms = this.#scene.timeline.now_ms + (this.skews_ms[worker] ?? 0)
    const told = start === told_start ? { now_ms } : { ...this.#scene.told, now_ms, worker }
    const deliver = this.undelivered.splice(0)
    try {
      const under_way = await deployment.tell({ ...told, deliver })
      serving.told_start = start
      return under_way
    } catch {
      // it dies under our hands
      this.undelivered.push(...deliver)
      return null
    }
  }
}

function rests(under_way: UnderWay, { deployment, woken: known }: Serving): boolean {
  const { messages, starting, running, sleeping, woken } = under_way
  const all_woken = woken === (known.start === deployment.starts() ? known.times : 0)
  return messages === 0 && starting === 0 && running === sleeping && all_woken
}
