import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { makeCluster, POSTGRES_USER } from './postgres-cluster.ts'
import { placePostgres } from './postgres-place.ts'
import { launchPostgres, noServerIn } from './postgres-process.ts'

export interface PostgresOptions {
  /** where the cluster is seen; `<folder>.log` stands beside it */
  folder: string
  /** a free one when not given */
  port?: number
  /** false only for clusters that are thrown away: no fsync, and the files go when it stops */
  durable?: boolean
  /** told before the first, slower start */
  onFirstStart?: () => void
}
export interface Postgres {
  port: number
  pid: number
  /** postgres://… of a database of this cluster; the one called `fauteuil` always exists */
  url(database?: string): string
  /** Fast shutdown: open transactions are rolled back, all that was committed is on disk. */
  stop(): Promise<void>
  /** it ended, asked to or not */
  ended: Promise<void>
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
]
const THROWAWAY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=128MB',
]

/**
 * Starts the embedded PostgreSQL, making the cluster the first time. What a killed server left behind is no
 * hindrance. Throws when another server uses the folder, or with the server's own last words.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = await placePostgres(options.folder)
  const durable = options.durable ?? true
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    options.onFirstStart?.()
    await makeCluster(place, durable)
  }
  await noServerIn(place.data)

  const settings = durable ? SETTINGS : [...SETTINGS, ...THROWAWAY]
  const server = await launchPostgres(place, settings, options.port)
  const password = readFileSync(place.password, 'utf8')
  const url = (database = POSTGRES_USER) =>
    `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${server.port}/${database}`
  try {
    await ensureDatabase(url('postgres'))
  } catch (error) {
    await server.stop()
    throw error
  }
  if (durable) return { ...server, url }
  return {
    ...server,
    url,
    async stop() {
      await server.stop()
      for (const path of [place.data, place.password, place.log])
        rmSync(path, { recursive: true, force: true })
    },
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [POSTGRES_USER])
    if (found.rowCount === 0) await client.query(`create database ${POSTGRES_USER}`)
  } finally {
    await client.end()
  }
}
