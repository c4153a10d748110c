import type { DatabaseSide } from './around/database-side.ts'
import type { HookSide, Sending } from './around/hook-side.ts'
import type { KeeperSide } from './around/keeper-side.ts'
import type { PartnerSide } from './around/partner-side.ts'
import type { Scene } from './scene.ts'
import { hookOf, renamed } from './territory.ts'

/** What a partner's time-out costs the Worker; see `limitsOf` in src/conventions/ticketing.ts. */
const TIMEOUT_MS = 20_000
/** Classes of errors that are no surprise: refusals that a verb means, and a database that is being killed. */
const NO_SURPRISE = /^(FT|08|57)/
/** Refusals of the last resort: the code above should never have come so far. */
const GUARDS = new Set(['only_grows', 'version_never_changes'])

/** As many messages as a queue hands over at once (wrangler.toml). */
const FULL = 100
export const FULL_BATCH = 'a full hundred at once'

/** What one schedule does at the four places where the Worker meets the world. */
export interface Sides {
  database: DatabaseSide
  partner: PartnerSide
  hooks: HookSide
  keeper: KeeperSide
}

export function sidesOf(scene: Scene): Sides {
  const { points, timeline, ground, complaints, workers } = scene
  return {
    database: {
      database: scene.schedule,
      points,
      kill_worker: () => scene.killWorker(),
      kill_database: () => scene.killDatabase(),
      refused(code, message, point) {
        if (!NO_SURPRISE.test(code) || GUARDS.has(message))
          complaints.push(`The database refused ${point}: ${code} ${message}`)
      },
      poisoned: (point, body) =>
        point === 'post_gifts' && [...scene.poison].some((reference) => body.includes(reference)),
    },
    partner: {
      points,
      kill_worker: () => scene.killWorker(),
      timed_out: () => timeline.passTo(timeline.now_ms + TIMEOUT_MS),
      later: (duration_ms, act) => scene.later(duration_ms, act),
    },
    hooks: {
      points,
      send: async (path, headers, body) => sendHook(scene, { path, headers, body, genuine: true }),
      async tell_again(hook, another) {
        const { from } = hookOf(ground.territory, hook)
        const path = new URL(from.hookUrl()!).pathname
        const body = another ? renamed(hook.body, another) : hook.body
        const id = [hook.headers['webhook-id'] ?? '', another].filter(Boolean).join('-')
        return sendHook(scene, { path, headers: from.sign(id, body), body, genuine: true })
      },
      later: (duration_ms, act) => scene.later(duration_ms, act),
    },
    keeper: {
      schedule: scene.schedule,
      async sleep(worker, duration_ms) {
        const start = workers.startOf(worker)
        await new Promise<void>((wake) => timeline.after(duration_ms, wake))
        workers.woken(worker, start)
        return timeline.now_ms
      },
      keep: (message, delay_ms) => timeline.after(delay_ms, () => void workers.undelivered.push(message)),
      batch(queue, ids) {
        scene.tally.count('batches worked on', queue)
        if (ids.length >= FULL) scene.tally.count('batches worked on', FULL_BATCH)
        if (scene.deliver_again <= 0) return false
        scene.deliver_again -= 1
        scene.tally.count('faults in the Worker', 'a batch is delivered again')
        return true
      },
      mail: (mail) => void scene.mails.push(mail),
      published(name, text) {
        if (text === null) scene.published.delete(name)
        else if (text !== undefined) scene.published.set(name, text)
        return scene.published.get(name) ?? null
      },
    },
  }
}

/** Hands a webhook to the Worker, and writes down what came back. Throws when nothing did. */
export async function sendHook(scene: Scene, sent: Omit<Sending, 'status'>) {
  const sending: Sending = { ...sent, status: null }
  scene.sendings.push(sending)
  const { path, headers, body } = sending
  const said = await scene.workers.ask(path, { method: 'POST', headers, body })
  sending.status = said.status
  if (said.status === 500) scene.complaints.push(`A webhook was answered 500: ${said.body.toString()}`)
  return said
}
