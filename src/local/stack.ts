import { join, resolve } from 'node:path'
import { cronTriggers, startCron } from './cron.ts'
import { openLocalDatabase } from './local-database.ts'
import { migrate } from './migrate.ts'
import { demandPort, freePort } from './ports.ts'
import { claim } from './running.ts'
import { developmentKeys } from './secrets.ts'
import { Steps } from './steps.ts'
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
  /** postgres://… */
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
 * Brings up the whole: PostgreSQL (or the one of DATABASE_URL), its schema, the demonstration territory the first
 * time, the box office, the Worker. When a step fails, or `signal` aborts, what was started is ended again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = resolve(options.folder)
  const environment = options.environment ?? {}
  const steps = new Steps(options.say ?? (() => undefined), options.signal)
  const { promise: broken, resolve: breaks } = Promise.withResolvers<string>()
  const watchOver = (part: string, ended: Promise<void>): void =>
    void ended.then(() => breaks(`${part} ended by itself`))

  try {
    const { worker_port, box_office_port } = options
    const claimed = claim(
      folder,
      `process ${process.pid}${worker_port ? `, http://127.0.0.1:${worker_port}` : ''}`,
    )
    steps.undo(await claimed)
    if (worker_port) await demandPort(worker_port, 'Fauteuil', 'PORT')
    if (box_office_port) await demandPort(box_office_port, 'the box office', 'BOX_OFFICE_PORT')
    const port = worker_port ?? (await freePort())
    const boxOfficeAddress = `127.0.0.1:${box_office_port ?? (await freePort())}`

    const wrangler = prepareWorker(folder)
    steps.undo(wrangler.stop)
    steps.onAbort(wrangler.stop)

    const database = await steps.run('the database', () =>
      openLocalDatabase(join(folder, 'postgres'), environment, options.say),
    )
    steps.undo(database.stop)
    if (database.ended) watchOver('PostgreSQL', database.ended)
    await steps.run('its schema', () => migrate(database.url))

    const allowed = [boxOfficeAddress, environment['PRIVATE_ADDRESSES_ALLOWED']].filter(Boolean).join(',')
    const url = `http://127.0.0.1:${port}`
    const vars = {
      DATABASE_URL: database.url,
      ...(database.neon_endpoint === null ? {} : { NEON_ENDPOINT: database.neon_endpoint }),
      MASTER_KEYS: environment['MASTER_KEYS'] ?? developmentKeys(folder),
      ORIGIN: url,
      ENVIRONMENT: 'development',
      PRIVATE_ADDRESSES_ALLOWED: allowed,
    }
    const { config, watch = false } = options
    const worker = await steps.run('the Worker', () =>
      startWorker({ folder, port, vars, wrangler, watch, ...(config ? { config } : {}) }),
    )
    watchOver('The Worker', worker.ended)
    if (options.cron) {
      const stopCron = startCron(await cronTriggers(config), worker.tick, (error) =>
        options.say?.(String(error)),
      )
      steps.undo(async () => stopCron())
    }
    return {
      urls: { fauteuil: url, box_office: `http://${boxOfficeAddress}` },
      database_url: database.url,
      neon_endpoint: database.neon_endpoint,
      tick: worker.tick,
      stop: () => steps.undoAll(),
      broken,
    }
  } catch (error) {
    await steps.undoAll()
    // What an aborted step says of itself is only how it was ended.
    options.signal?.throwIfAborted()
    throw error
  }
}
