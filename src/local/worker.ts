import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadWrangler, type Wrangler } from './wrangler.ts'

export interface WorkerOptions {
  /** R2, queues and Workflows are kept in `<folder>/worker`; what the Worker says is in `<folder>/worker.log` */
  folder: string
  port: number
  vars: Record<string, string>
  /** the Worker's wrangler.toml; another one only in tests */
  config?: string
  /** a path that it answers with 200 once it is up */
  alive?: string
  /** build anew when the code changes */
  watch?: boolean
  /** from `prepareWorker`, to gain a second */
  wrangler?: Wrangler
}
export interface LocalWorker {
  url: string
  /**
   * Runs the scheduled handler now, which no cron does by itself on a development machine.
   * @param cron as in wrangler.toml
   * @param at the instant that the handler is told; default now
   * @throws when the handler did
   */
  tick: (cron: string, at?: Date) => Promise<void>
  stop: () => Promise<void>
  /** it ended, asked to or not */
  ended: Promise<void>
}

export const WRANGLER_CONFIG = resolve(import.meta.dirname, '../../wrangler.toml')

/** Loads wrangler while other things start; hand it to `startWorker`, or stop it. */
export function prepareWorker(folder: string): Wrangler {
  return loadWrangler(resolve(folder), logOf(folder))
}

/** Starts the Worker in workerd, with its Queues, Workflows, cron and R2 simulated; returns when it answers. */
export async function startWorker(options: WorkerOptions): Promise<LocalWorker> {
  const { port, vars, watch = false, config = WRANGLER_CONFIG, alive = '/health' } = options
  const url = `http://127.0.0.1:${port}`
  const wrangler = options.wrangler ?? prepareWorker(options.folder)
  try {
    const serving = wrangler.serve({ config, port, folder: resolve(options.folder, 'worker'), vars, watch })
    const up = serving.then(() => healthy(url + alive, wrangler))
    const why = await Promise.race([up, wrangler.failed])
    if (why !== undefined) throw new Error(why)
  } catch (cause) {
    await wrangler.stop()
    const log = logOf(options.folder)
    const said = readFileSync(log, 'utf8').trim().split('\n').slice(-40).join('\n')
    throw new Error(`The Worker did not start: ${(cause as Error).message}. ${log} ends:\n${said}`, { cause })
  }
  const { stop, ended } = wrangler
  return { url, stop, ended, tick: (cron, at = new Date()) => tick(url, cron, at) }
}

async function healthy(address: string, wrangler: Wrangler): Promise<void> {
  const deadline_ms = performance.now() + 60_000
  let over = false
  void wrangler.ended.then(() => (over = true))
  for (;;) {
    const signal = AbortSignal.timeout(10_000)
    const answer = await fetch(address, { signal }).catch((error: unknown) => String(error))
    if (answer instanceof Response && answer.status === 200) return
    const last =
      answer instanceof Response ? `${answer.status} ${(await answer.text()).slice(0, 300)}` : answer
    if (over) throw new Error('wrangler ended')
    if (performance.now() > deadline_ms)
      throw new Error(`${address} did not answer 200 in a minute (${last})`)
    await sleep(100)
  }
}

async function tick(url: string, cron: string, at: Date): Promise<void> {
  const query = new URLSearchParams({ cron, time: String(at.getTime()), format: 'json' })
  const answer = await fetch(`${url}/cdn-cgi/local/scheduled?${query.toString()}`)
  const text = await answer.text()
  if (!answer.ok || !/"outcome":\s*"ok"/.test(text)) {
    throw new Error(`The scheduled handler failed for "${cron}": ${answer.status} ${text.slice(0, 300)}`)
  }
}

function logOf(folder: string): string {
  return join(resolve(folder), 'worker.log')
}
