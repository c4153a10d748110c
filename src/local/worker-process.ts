import { setTimeout as sleep } from 'node:timers/promises'
import { unstable_DevEnv as DevEnv } from 'wrangler'
import { SERVING } from './build.ts'
import type { WorkerOrder, WorkerReport } from './wrangler.ts'

// A process of its own for wrangler and workerd: `worker.ts` starts it, orders by message, and ends it.
// It ends itself when its parent goes away.

let running: Awaited<ReturnType<DevEnv['startWorker']>> | undefined
let ending = false

function report(message: WorkerReport): void {
  process.send?.(message)
}

async function start(order: WorkerOrder): Promise<void> {
  // As secrets, which wrangler does not print.
  const bindings = Object.entries(order.vars).map(
    ([name, value]) => [name, { type: 'secret_text', value }] as const,
  )
  const wrangler = new DevEnv()
  // wrangler logs why; a first build that fails is the end of our start. When a later one fails, the Worker built before
  // goes on serving (see `build.ts`).
  wrangler.once('buildFailed', () => report({ failed: 'it could not be built' }))
  wrangler.on('error', fail)
  running = await wrangler.startWorker({
    config: order.config,
    bindings: Object.fromEntries(bindings),
    envFiles: [],
    sendMetrics: false,
    dev: {
      remote: false,
      watch: order.watch,
      persist: order.folder,
      server: { hostname: '127.0.0.1', port: order.port, secure: false },
      inspector: false,
      logLevel: 'log',
    },
  })
  await running.ready
  process.env[SERVING] = 'yes'
  report({ ready: true })
}

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  // A Worker that never came up may not come down either; its process group is killed in any case.
  const disposed = running?.dispose().catch((error: unknown) => console.error(error))
  await Promise.race([disposed, sleep(2_000)])
  process.exit(code)
}

function fail(error: unknown): void {
  console.error(error)
  report({ failed: error instanceof Error ? error.message : String(error) })
}

process.on('message', (order: WorkerOrder | 'stop') => {
  if (order === 'stop') void end(0)
  else start(order).catch(fail)
})
process.on('disconnect', () => void end(0))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
report({ loaded: true })
