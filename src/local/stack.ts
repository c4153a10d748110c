import { join, resolve } from 'node:path'
import { cronTriggers, startCron } from './cron.ts'
import { wantsDemonstration } from './first-seed.ts'
import { openLocalDatabase } from './local-database.ts'
import { migrate } from './migrate.ts'
import { demandPort, freePort } from './ports.ts'
import { claim } from './running.ts'
import { boxOfficeToken, developmentKeys } from './secrets.ts'
import { seed } from './seed.ts'
import { Steps } from './steps.ts'
import { workerLogin } from './worker-login.ts'
import { prepareWorker, startWorker, type LocalWorker } from './worker.ts'

export interface StackOptions {
  /** everything is kept here */
  folder: string
  /** free ones where none is given */
  worker_port?: number
  box_office_port?: number
  /** DATABASE_URL, NEON_ENDPOINT, MASTER_KEYS, PRIVATE_ADDRESSES_ALLOWED are read */
  environment?: NodeJS.ProcessEnv
  /** build the Worker anew when its code changes */
  watch?: boolean
  /** call the scheduled handler as wrangler.toml says; without it, only `tick` does */
  cron?: boolean
  /** the Worker's wrangler.toml; another one only in tests */
  config?: string
  /** ends a start that is under way */
  signal?: AbortSignal
  say?: (line: string) => void
}
export interface Stack {
  urls: { fauteuil: string; box_office: string }
  /** the bearer token of the box office's API */
  box_office_token: string
  /** postgres://…, the owner's; the Worker has a login of its own */
  database_url: string
  /** null where the database is Neon itself */
  neon_endpoint: string | null
  tick: LocalWorker['tick']
  /** Ends everything that was started, in reverse order; returns when no process is left. */
  stop: () => Promise<void>
  /** settles when a part ended that nobody stopped: says which */
  broken: Promise<string>
}

/**
 * Brings up the whole: PostgreSQL (or the one of DATABASE_URL), its schema, the box office, the Worker, the
 * demonstration territory the first time. When a step fails, or `signal` aborts, what was started is ended again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { say = () => undefined, signal } = options
  const steps = new Steps(say, signal)
  try {
    return await bringUp(options, steps, say)
  } catch (error) {
    await steps.undoAll()
    // What an aborted step says of itself is only how it was ended.
    signal?.throwIfAborted()
    throw error
  }
}

async function bringUp(options: StackOptions, steps: Steps, say: (line: string) => void): Promise<Stack> {
  const folder = resolve(options.folder)
  const { environment = {}, config, watch = false, worker_port, box_office_port } = options
  const { promise: broken, resolve: breaks } = Promise.withResolvers<string>()
  async function watchOver(part: string, ended: Promise<void>): Promise<void> {
    await ended
    if (!steps.undoing) breaks(`${part} ended by itself`)
  }

  const where = worker_port === undefined ? '' : `, http://127.0.0.1:${worker_port}`
  steps.undo(await claim(folder, `process ${process.pid}${where}`))
  if (worker_port !== undefined) await demandPort(worker_port, 'Fauteuil', 'PORT')
  if (box_office_port !== undefined) await demandPort(box_office_port, 'the box office', 'BOX_OFFICE_PORT')
  const port = worker_port ?? (await freePort())
  const origin = `http://127.0.0.1:${port}`

  // Loads while the others start.
  const wrangler = prepareWorker(folder)
  steps.undo(wrangler.stop)
  steps.onAbort(wrangler.stop)

  const database = await steps.run('the database', () =>
    openLocalDatabase(join(folder, 'postgres'), environment, say),
  )
  steps.undo(database.stop)
  if (database.ended) void watchOver('PostgreSQL', database.ended)
  const worker_url = await steps.run('its schema', async () => {
    await migrate(database.url)
    return workerLogin(database.url, 'local')
  })

  const token = boxOfficeToken(folder)
  const box_office = await steps.run('the demonstration box office', async () => {
    const { startBoxOffice } = await import('../../adapters/open/box-office/server.ts')
    return startBoxOffice({ port: box_office_port ?? 0, folder: join(folder, 'box-office'), token })
  })
  steps.undo(box_office.stop)

  const { url: database_url, neon_endpoint } = database
  const master_keys = environment['MASTER_KEYS'] ?? developmentKeys(folder)
  const allowed = [new URL(box_office.url).host, environment['PRIVATE_ADDRESSES_ALLOWED']]
  const vars = {
    DATABASE_URL: worker_url,
    ...(neon_endpoint === null ? {} : { NEON_ENDPOINT: neon_endpoint }),
    MASTER_KEYS: master_keys,
    ORIGIN: origin,
    ENVIRONMENT: 'development',
    PRIVATE_ADDRESSES_ALLOWED: allowed.filter(Boolean).join(','),
  }
  const worker = await steps.run('the Worker', () =>
    startWorker({ folder, port, vars, wrangler, watch, ...(config === undefined ? {} : { config }) }),
  )
  void watchOver('The Worker', worker.ended)
  // Before the database that it uses.
  steps.undo(worker.stop)
  if (await wantsDemonstration(database_url, folder)) {
    const place = { database_url, origin, folder, box_office: { url: box_office.url, token } }
    await steps.run('the demonstration territory', () => seed(place))
  }
  if (options.cron) {
    const stopCron = startCron(await cronTriggers(config), worker.tick, (error) => say(String(error)))
    steps.undo(async () => stopCron())
  }
  return {
    urls: { fauteuil: origin, box_office: box_office.url },
    box_office_token: token,
    database_url,
    neon_endpoint,
    tick: worker.tick,
    stop: () => steps.undoAll(),
    broken,
  }
}
