import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithUs } from './watchdog.ts'

/** what `worker-process.ts` is told */
export interface WorkerOrder {
  config: string
  port: number
  folder: string
  vars: Record<string, string>
  watch: boolean
}
export type WorkerReport = { loaded: true } | { ready: true } | { failed: string }

export interface Wrangler {
  /** Serves a Worker; returns when wrangler says that it is up. Once only. */
  serve: (order: WorkerOrder) => Promise<void>
  /** settles when the Worker cannot be built or loaded, which may be after wrangler said that it is up */
  failed: Promise<string>
  /** wrangler ended, asked to or not */
  ended: Promise<void>
  /** Ends wrangler and workerd; returns when no process is left. */
  stop: () => Promise<void>
}

/** Loads wrangler in a process of its own, which takes a second: other parts may start meanwhile. */
export function loadWrangler(folder: string, log: string): Wrangler {
  mkdirSync(folder, { recursive: true })
  const output = openSync(log, 'w', 0o600)
  const child = fork(join(import.meta.dirname, 'worker-process.ts'), {
    // A group of its own, so that workerd is ended with it whatever happens, and Ctrl-C does not reach it first.
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, ...silence(join(folder, 'wrangler')) },
  })
  closeSync(output)
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  child.once('exit', () => end()).once('error', () => end())
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>()
  child.on('message', (report: WorkerReport) => {
    if ('failed' in report) fail(report.failed)
  })
  const loaded = nextReport(child)
  // Heard when serve is called; a child that ends before that is told by `ended`.
  loaded.catch(() => undefined)
  const group = -(child.pid ?? 0)
  const release = group === 0 ? () => undefined : endWithUs(group, 'TERM')
  let stopping: Promise<void> | undefined

  return {
    ended,
    failed,
    async serve(order) {
      await loaded
      const served = nextReport(child)
      child.send(order)
      await served
    },
    stop: () => (stopping ??= stop()),
  }

  async function stop(): Promise<void> {
    if (child.connected) child.send('stop')
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const patience = new AbortController()
      const late = sleep(5_000, 'late', { signal: patience.signal }).catch(() => undefined)
      const over = (await Promise.race([ended, late])) !== 'late'
      patience.abort()
      if (over) break
      signalGroup(group, signal)
    }
    await ended
    // workerd and esbuild answer to wrangler; one that it lost is ended here, which takes a moment. A dead one that
    // nobody collects still counts as there (a container without an init), so the wait is bounded.
    const deadline_ms = performance.now() + 500
    while (signalGroup(group, 'SIGKILL') && performance.now() < deadline_ms) await sleep(10)
    release()
  }
}

/** Nothing is sent or fetched but what the Worker itself does, and nothing is written outside `folder`. */
function silence(folder: string): Record<string, string> {
  return {
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_LOG_PATH: folder,
    WRANGLER_CACHE_DIR: folder,
    WRANGLER_REGISTRY_PATH: folder,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  }
}

async function nextReport(child: ChildProcess): Promise<WorkerReport> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerReport>()
  const onExit = (code: number | null): void => reject(new Error(`wrangler ended with code ${code}`))
  child.once('message', resolve).once('exit', onExit).once('error', reject)
  try {
    return await promise
  } finally {
    child.off('message', resolve).off('exit', onExit).off('error', reject)
  }
}

/** @returns false when the group has no process any more */
function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return group !== 0 && process.kill(group, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
