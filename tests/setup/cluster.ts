import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { Client, Pool } from 'pg'
import { migrate } from '../../src/local/migrate.ts'
import { type NeonEndpoint, startNeonEndpoint } from '../../src/local/neon.ts'
import { startPostgres } from '../../src/local/postgres.ts'
import { isAlive } from '../../src/local/watchdog.ts'

export interface TestCluster {
  neon: NeonEndpoint
  /** A new database with the whole schema and no rows. */
  create(): Promise<{ name: string; url: string }>
  drop(name: string): Promise<void>
  stop(): Promise<void>
}

const FOLDER = '.fauteuil/tests'
const TEMPLATE = 'template_migrated'

/** One PostgreSQL and one Neon endpoint for a whole test run, thrown away at its end. */
export async function startTestCluster(): Promise<TestCluster> {
  sweep()
  const postgres = await startPostgres({ folder: `${FOLDER}/${process.pid}-postgres`, durable: false })
  const neon = await startNeonEndpoint()
  const admin = new Pool({ connectionString: postgres.url('postgres'), max: 4 })

  async function stop(): Promise<void> {
    await Promise.all([neon.stop(), admin.end()])
    await postgres.stop()
    sweep(process.pid)
  }
  try {
    await admin.query(`create database ${TEMPLATE}`)
    await migrate(postgres.url(TEMPLATE))
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
      await admin.query(`create database ${name} template ${TEMPLATE}`)
      return { name, url: postgres.url(name) }
    },
    async drop(name) {
      await admin.query(`drop database if exists ${Client.prototype.escapeIdentifier(name)} with (force)`)
    },
  }
}

/** Removes what runs left that ended without their own clean-up (kill -9), and what `own` run made. */
function sweep(own?: number): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) {
    const pid = Number.parseInt(name, 10)
    if (pid === own || (pid > 0 && !isAlive(pid)))
      rmSync(`${FOLDER}/${name}`, { recursive: true, force: true })
  }
}
