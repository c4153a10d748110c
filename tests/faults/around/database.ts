import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { Client } from 'pg'
import { startNeonEndpoint } from '../../../src/local/neon.ts'
import { startPostgres, type Postgres } from '../../../src/local/postgres.ts'
import { isAlive } from '../../../src/local/watchdog.ts'
import { childrenOf, killNow } from './processes.ts'

/** PostgreSQL with a durable folder, so that it may be killed: what was committed is there when it is up again. */
export interface Cluster {
  /** where the HTTP protocol of Neon is spoken */
  neon_url: string
  url(database: string): string
  connect(database: string): Promise<Client>
  /** a new database like `template` */
  create(database: string, template: string): Promise<void>
  drop(database: string): Promise<void>
  /** every process of it, at once; `up` must be waited for before anything else */
  kill(): void
  up(): Promise<void>
  isUp(): boolean
  stop: () => Promise<void>
}

// in memory where there is room: a process that is killed loses nothing of it, and no disk is waited for
const FOLDER = roomInMemory() ? `/dev/shm/fauteuil-faults-${process.getuid?.() ?? 0}` : '.fauteuil/faults'

/** A folder for this run, removed at its end; what earlier runs left that were killed themselves is removed now. */
export function runFolder(): { path: string; remove(): void } {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) {
    const pid = Number.parseInt(name, 10)
    if (pid > 0 && !isAlive(pid)) rmSync(`${FOLDER}/${name}`, { recursive: true, force: true })
  }
  const path = `${FOLDER}/${process.pid}`
  mkdirSync(path, { recursive: true })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function startCluster(folder: string): Promise<Cluster> {
  const place = { folder: `${folder}/postgres` }
  let postgres: Postgres = await startPostgres(place)
  const { port } = postgres
  const neon = await startNeonEndpoint()
  let starting: Promise<void> | undefined
  let up = true

  async function connect(database: string): Promise<Client> {
    const client = new Client({ connectionString: postgres.url(database) })
    // killed under it
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  let admin = await connect('postgres')
  await admin.query('set file_copy_method = clone').catch(() => undefined)
  // who waits in a ring is told so at once, not after a second
  await admin.query("alter system set deadlock_timeout = '50ms'")
  await admin.query('select pg_reload_conf()')

  async function start(): Promise<void> {
    await postgres.ended
    postgres = await startPostgres({ ...place, port })
    admin = await connect('postgres')
  }

  return {
    neon_url: neon.url,
    url: (database) => postgres.url(database),
    connect,
    async create(database, template) {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
        [template],
      )
      await admin.query(`create database ${database} template ${template} strategy file_copy`)
    },
    async drop(database) {
      await admin.query(`drop database if exists ${database} with (force)`)
    },
    isUp: () => up,
    kill() {
      if (!up) return
      up = false
      const all = [postgres.pid, ...childrenOf(postgres.pid)]
      for (const pid of all) killNow(pid)
      starting = start()
    },
    async up() {
      await starting
      up = true
    },
    async stop() {
      await starting
      await neon.stop()
      await admin.end()
      await postgres.stop()
    },
  }
}

function roomInMemory(): boolean {
  if (!existsSync('/dev/shm')) return false
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2 * 1024 ** 3
}
