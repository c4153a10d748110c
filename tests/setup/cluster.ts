import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { Client } from 'pg'
import { migrate } from '../../src/local/migrate.ts'
import { type NeonEndpoint, startNeonEndpoint } from '../../src/local/neon.ts'
import { startPostgres } from '../../src/local/postgres.ts'
import { isAlive } from '../../src/local/watchdog.ts'
import { workerLogin } from '../../src/local/worker-login.ts'

export interface TestCluster {
  neon: NeonEndpoint
  /** A new database with the whole schema and no rows; `worker_url` is the Worker's own way in. */
  create(): Promise<{ name: string; url: string; worker_url: string }>
  drop(name: string): Promise<void>
  stop(): Promise<void>
}

const FOLDER = roomInMemory() ? `/dev/shm/fauteuil-tests-${process.getuid?.() ?? 0}` : '.fauteuil/tests'
const TEMPLATE = 'template_migrated'

/** One PostgreSQL and one Neon endpoint for a whole test run, thrown away at its end. */
export async function startTestCluster(): Promise<TestCluster> {
  sweep(process.pid)
  const postgres = await startPostgres({ folder: `${FOLDER}/${process.pid}-postgres`, durable: false })
  const neon = await startNeonEndpoint()
  const admin = new Client({ connectionString: postgres.url('postgres') })
  // The server ends before its last connection has said goodbye.
  admin.on('error', () => undefined)
  await admin.connect()
  let last: Promise<unknown> = Promise.resolve()
  function inTurn(statement: string): Promise<unknown> {
    const next = last.then(() => admin.query(statement))
    last = next.catch(() => undefined)
    return next
  }

  async function stop(): Promise<void> {
    await neon.stop()
    await admin.end()
    await postgres.stop()
    sweep(process.pid)
  }
  let worker: URL
  try {
    // Ten times faster than copying each page, where the file system can do it.
    await admin.query('set file_copy_method = clone').catch(() => undefined)
    await admin.query(`create database ${TEMPLATE} strategy file_copy`)
    await migrate(postgres.url(TEMPLATE))
    worker = new URL(await workerLogin(postgres.url(TEMPLATE), 'local'))
    await admin.query(`alter database ${TEMPLATE} with is_template true allow_connections false`)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    neon,
    stop,
    async create() {
      const name = `test_${randomBytes(6).toString('hex')}`
      await inTurn(`create database ${name} template ${TEMPLATE} strategy file_copy`)
      worker.pathname = name
      return { name, url: postgres.url(name), worker_url: worker.href }
    },
    async drop(name) {
      await inTurn(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`)
    },
  }
}

/** Databases are made ten times faster in memory, and wear no disk. A container's /dev/shm is often too small. */
function roomInMemory(): boolean {
  if (!existsSync('/dev/shm')) return false
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2 * 1024 ** 3
}

/** Removes what runs left that ended without their own clean-up (kill -9), and what is under `own` process id. */
function sweep(own: number): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) {
    const pid = Number.parseInt(name, 10)
    if (pid === own || (pid > 0 && !isAlive(pid)))
      rmSync(`${FOLDER}/${name}`, { recursive: true, force: true })
  }
}
