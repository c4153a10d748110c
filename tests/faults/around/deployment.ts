import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import type { Told, UnderWay, Marked } from '../worker/state.ts'
import { ask, json, type Said } from './http.ts'
import { childrenOf, commandOf, killNow, nameOf } from './processes.ts'

/** The Worker in workerd, with its queues, Workflows and R2; it may be killed, and starts again on what it kept. */
export interface Deployment {
  /** Throws when it is down, or dies before it has answered. */
  ask(
    path: string,
    asked: { method: string; headers: Record<string, unknown>; body: Buffer | string },
  ): Promise<Said>
  /** Runs the scheduled handler, as cron does. */
  tick(cron: string, now_ms: number): Promise<void>
  /** Tells it the time and more; answers what is under way. Throws when it is down. */
  tell(told: Told & { deliver?: Marked[] }): Promise<UnderWay>
  isUp(): boolean
  /** how often it was started */
  starts(): number
  /** SIGKILL; it is up again, with nothing told yet, when `up` answers */
  kill(): void
  up(): Promise<void>
  stop: () => Promise<void>
}
export interface DeploymentOptions {
  script: string
  /** R2 and Workflows are kept here over restarts; queues are not */
  folder: string
  bindings: Record<string, string>
  /** what the Worker says, line by line */
  hear: (line: string) => void
}

const QUEUE = { maxBatchSize: 100, maxRetries: 5 }
/** Long enough for a burst to come in one batch; a batch that is worked on gathers the next. */
const GATHER_S = 0.005

export async function deploy({ script, folder, bindings, hear }: DeploymentOptions): Promise<Deployment> {
  let restarted = Promise.withResolvers<void>()
  const engine = new Miniflare(
    convertV4MiniflareOptions({
      name: 'fauteuil',
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents: script }],
      compatibilityDate: '2026-10-01',
      bindings,
      queueProducers: {
        INBOX: { queueName: 'fauteuil-inbox' },
        DEAD: { queueName: 'fauteuil-inbox-dead' },
      },
      queueConsumers: {
        'fauteuil-inbox': { ...QUEUE, maxBatchTimeout: GATHER_S, deadLetterQueue: 'fauteuil-inbox-dead' },
        'fauteuil-inbox-dead': { ...QUEUE, maxBatchTimeout: GATHER_S },
      },
      r2Buckets: { FILES: 'fauteuil-files' },
      workflows: { RESERVATIONS: { name: 'fauteuil-reservation', className: 'ReservationWorkflow' } },
      resourcePersistencePath: folder,
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
      unsafeTriggerHandlers: true,
      logRequests: false,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: ({ message }) => hear(message),
      unsafeHandleRuntimeRestart: () => restarted.resolve(),
    }),
  )
  const url = (await engine.ready).href.replace(/\/$/, '')
  const [line, started] = takeNew()
  let pid = started
  let up = true
  let starts = 1
  let stopping: Promise<void> | undefined

  async function asked(path: string, call: Parameters<Deployment['ask']>[1]): Promise<Said> {
    if (!up) throw new Error('The Worker is down')
    return ask(`${url}${path}`, call)
  }
  const posted = async (path: string, body: object) => {
    const { headers, body: text } = json(200, body)
    const { status, body: said } = await asked(path, { method: 'POST', headers, body: text })
    if (status !== 200) throw new Error(`${path} answered ${status}: ${said.toString()}`)
    return said.toString()
  }

  return {
    ask: asked,
    tell: async (told) => JSON.parse(await posted('/__faults', told)) as UnderWay,
    async tick(cron, now_ms) {
      const query = new URLSearchParams({ cron, time: String(now_ms) })
      const { status, body } = await asked(`/cdn-cgi/local/scheduled?${query.toString()}`, {
        method: 'GET',
        headers: {},
        body: '',
      })
      if (status !== 200) throw new Error(`cron answered ${status}: ${body.toString()}`)
    },
    isUp: () => up,
    starts: () => starts,
    kill() {
      if (!up) return
      up = false
      restarted = Promise.withResolvers()
      killNow(pid)
    },
    async up() {
      if (up) return
      await restarted.promise
      pid = onLine(line)
      up = true
      starts += 1
    },
    // the port of its line may be given to an engine that is started later
    stop: async () => (stopping ??= engine.dispose().then(() => void lines.delete(line))),
  }
}

/**
 * The processes of workerd: the engine does not say which is whose, but each engine has a line of its own that its processes
 * are told of, at every start. Two that were killed at once come back in any order.
 */
const lines = new Set<string>()
const workerds = () => childrenOf(process.pid).filter((one) => nameOf(one) === 'workerd')

function takeNew(): [line: string, pid: number] {
  const found = workerds()
    .map((pid) => [lineOf(pid), pid] as [string, number])
    .find(([line]) => line !== '' && !lines.has(line))
  if (!found) throw new Error('workerd is not among the children of this process')
  lines.add(found[0])
  return found
}

function onLine(line: string): number {
  const pid = workerds().find((one) => lineOf(one) === line)
  if (pid === undefined) throw new Error('workerd has not come back among the children of this process')
  return pid
}

const lineOf = (pid: number): string => /loopback=([\d.:]+)/.exec(commandOf(pid))?.[1] ?? ''
