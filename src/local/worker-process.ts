import { unstable_startWorker as startWorker } from 'wrangler'
import type { WorkerOrder, WorkerReport } from './wrangler.ts'

// A process of its own for wrangler and workerd: `worker.ts` starts it, orders by message, and ends it.
// It ends itself when its parent goes away.

let running: Awaited<ReturnType<typeof startWorker>> | undefined
let ending = false

function report(message: WorkerReport): void {
  process.send?.(message)
}

async function start(order: WorkerOrder): Promise<void> {
  // As secrets, which wrangler does not print.
  const bindings = Object.entries(order.vars).map(
    ([name, value]) => [name, { type: 'secret_text', value }] as const,
  )
  running = await startWorker({
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
  report({ ready: true })
}

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await running?.dispose().catch((error: unknown) => console.error(error))
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
