import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { migrate } from '../../src/local/migrate.ts'
import { type Postgres, startPostgres } from '../../src/local/postgres.ts'
import { isAlive } from '../../src/local/watchdog.ts'
import { workerLogin } from '../../src/local/worker-login.ts'
import { connect, onDatabase } from './connection.ts'
import type { Place } from './contender.ts'
import { settle } from './territory/settle.ts'

/** A database of ours: the whole schema, many conventions in force, nothing posted yet. */
export interface Territory {
  owner_url: string
  /** the Worker's own login, with the rights that it has in production and no more */
  worker_url: string
}
export interface BenchPlace extends Place {
  postgres: Postgres
  /** a folder on the very disk that PostgreSQL writes to */
  disk: string
  territory(): Promise<Territory>
  stop(): Promise<void>
}

/** Conventions of a territory: all load may go to the first, or spread over all. */
export const CONVENTIONS = 1_000
/**
 * As anyone sets up a PostgreSQL of a few gigabytes: what it comes with is for a far smaller machine, and has it flush
 * all its pages every few seconds. Durability is as it comes: every commit is flushed to the disk.
 */
export const SETTINGS = {
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  // to connect is no part of what is measured
  scram_iterations: '1',
}

const FOLDER = resolve(import.meta.dirname, '../../.fauteuil/bench')

/** Starts a PostgreSQL of its own on the disk of this checkout, durable, and thrown away at the end. */
export async function openPlace({ clients, quick }: Pick<Place, 'clients' | 'quick'>): Promise<BenchPlace> {
  sweep()
  const folder = join(FOLDER, `run-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const postgres = await restarted(join(folder, 'postgres'))
  const admin = await connect(postgres.url('postgres'))

  async function create(template = 'template1'): Promise<string> {
    const name = `bench_${randomBytes(6).toString('hex')}`
    await admin.query(`create database ${name} template ${template}`)
    return postgres.url(name)
  }
  const seeded = postgres.url()
  await migrate(seeded)
  await settle(seeded, CONVENTIONS)

  return {
    clients,
    quick,
    folder,
    postgres,
    disk: dirname(realpathSync(join(folder, 'postgres'))),
    database_url: () => create(),
    async territory() {
      const owner_url = await create(new URL(seeded).pathname.slice(1))
      return { owner_url, worker_url: await workerLogin(owner_url, 'local') }
    },
    async stop() {
      await admin.end()
      await postgres.stop()
      remove(folder)
    },
  }
}

/** Settings as `alter system` writes them, in force after a second start. */
async function restarted(folder: string): Promise<Postgres> {
  const first = await startPostgres({ folder })
  await onDatabase(first.url('postgres'), async (database) => {
    for (const [name, value] of Object.entries(SETTINGS)) {
      await database.query(`alter system set ${name} = '${value}'`)
    }
  })
  await first.stop()
  return startPostgres({ folder })
}

/** Removes a run's folder, and where its cluster really is: for root in a private home it is elsewhere. */
function remove(folder: string): void {
  const shown = join(folder, 'postgres')
  const cluster = existsSync(shown) ? realpathSync(shown) : shown
  for (const path of [cluster, `${cluster}.password`, folder]) rmSync(path, { recursive: true, force: true })
}

/** What runs left that were killed. */
function sweep(): void {
  for (const name of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) remove(join(FOLDER, name))
  }
}
