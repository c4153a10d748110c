import { json, say, serve, type Served } from './http.ts'
import type { Marked } from '../worker/state.ts'

/** What the Worker under test asks of the harness in one schedule. */
export interface KeeperSide {
  schedule: string
  /** wakes it when so much time has passed; answers what time it then is */
  sleep(worker: number, duration_ms: number): Promise<number>
  /** keeps a message of the queue for a later try */
  keep(message: Marked, delay_ms: number): void
  /** a batch begins; true when it is to be delivered again after it was worked on */
  batch(queue: string, ids: string[]): boolean
  mail(mail: { to: string; subject: string; text: string }): void
  /** the steps as they are published, one place for all Workers; with a text, or null for none, it is written first */
  published(name: string, text?: string | null): string | null
}
interface Asked {
  schedule: string
  /** which of them, when there are several */
  worker: number
  duration_ms: number
  message: Marked
  delay_ms: number
  queue: string
  ids: string[]
  mail: { to: string; subject: string; text: string }
  name: string
  text?: string | null
}

/** The harness's ear for `worker/`: it keeps the time, and what the queue is to deliver later. */
export async function serveKeeper(now: () => KeeperSide | null): Promise<Served> {
  return serve(async (asked, body, answer) => {
    const said = JSON.parse(body.toString()) as Asked
    const side = now()
    if (side?.schedule !== said.schedule) return say(answer, json(410, {}))
    if (asked.url === '/sleep')
      return say(answer, json(200, { now_ms: await side.sleep(said.worker, said.duration_ms) }))
    if (asked.url === '/queue') return say(answer, json(200, { again: side.batch(said.queue, said.ids) }))
    if (asked.url === '/published')
      return say(answer, json(200, { text: side.published(said.name, said.text) }))
    if (asked.url === '/later') side.keep(said.message, said.delay_ms)
    if (asked.url === '/mail') side.mail(said.mail)
    return say(answer, json(200, {}))
  })
}
