import type { Client } from 'pg'
import type { Sending } from './around/hook-side.ts'
import { Busy } from './around/idle.ts'
import { Points } from './around/points.ts'
import { Timeline } from './around/timeline.ts'
import type { Ground } from './ground.ts'
import type { Tally } from './tally.ts'
import type { Secrets, Told } from './worker/state.ts'
import { Workers } from './workers.ts'

export const START_MS = Date.parse('2026-11-23T12:00:00.000Z')

/** One schedule under way: its time, its database, what is armed, and all that was seen from outside. */
export class Scene {
  /** the name of its database */
  readonly schedule: string
  readonly ground: Ground
  /** straight to PostgreSQL; opened anew when that was killed */
  pg: Client
  readonly tally: Tally
  readonly timeline = new Timeline(START_MS)
  readonly points: Points
  readonly workers: Workers
  /** what the deployment is given to open and to check with */
  secrets: Secrets
  /** every webhook that was handed to the Worker, or should have been */
  readonly sendings: Sending[] = []
  readonly mails: { to: string; subject: string }[] = []
  /** the donation steps as they are published, by public key: what Workers KV holds, without its minute of delay */
  readonly published: Map<string, string>
  /** what was wrong while it happened, whatever came after */
  readonly complaints: string[] = []
  /** gifts whose posting the database refuses as long as the storm lasts */
  readonly poison = new Set<string>()
  /** so many batches of the queue are delivered again although they were worked on */
  deliver_again = 0
  /** what time has brought and is under way */
  readonly brought = new Busy()
  /** of the schedule's steps: until then the Worker, or the database, stays down */
  readonly down_until = { worker: 0, database: 0 }
  steps_done = 0

  constructor(
    schedule: string,
    ground: Ground,
    pg: Client,
    tally: Tally,
    { secrets, published }: { secrets: Secrets; published: ReadonlyMap<string, string> },
  ) {
    this.schedule = schedule
    this.published = new Map(published)
    this.ground = ground
    this.pg = pg
    this.tally = tally
    this.secrets = secrets
    this.workers = new Workers(this, ground.deployment)
    this.points = new Points((side, act, point) => {
      tally.count(`faults at the ${side}`, act)
      tally.count(`where, at the ${side}`, point)
    })
  }

  get now(): string {
    return new Date(this.timeline.now_ms).toISOString()
  }

  /** What a Worker that has just started has to know, besides the time. */
  get told(): Told {
    return { harness: this.ground.keeper_url, schedule: this.schedule, secrets: this.secrets }
  }

  /** Does it when so much time has passed. What it meets then (a Worker that is down) is as it would be. */
  later(duration_ms: number, act: () => Promise<unknown>): void {
    this.timeline.after(duration_ms, () => void this.brought.during(act).catch(() => undefined))
  }

  killWorker(for_steps = 0): void {
    if (!this.workers.kill()) return
    this.down_until.worker = this.steps_done + for_steps
    this.tally.count('kills', 'the Worker')
  }

  killDatabase(for_steps = 0): void {
    if (!this.ground.cluster.isUp()) return
    this.down_until.database = this.steps_done + for_steps
    this.tally.count('kills', 'the database')
    this.ground.cluster.kill()
  }
}
