import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { DrizzleQueryError } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as migrateTables } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { directAddress } from './direct-address.ts'
import { applyFunctions, functionFiles } from './migrate-functions.ts'
import { workerLogin } from './worker-login.ts'

const SOURCE = dirname(import.meta.dirname)
/** any constant: whoever migrates this database holds it */
const LOCK = 4_616_717

export interface Migrated {
  /** functions' files applied */
  files: number
  took_ms: number
}

/**
 * Brings a database to the schema of this checkout: drizzle's migrations of `src/platform/migrations`, then every
 * SQL function of the rooms, replaced in one transaction. Safe to repeat and to start twice at once.
 *
 * @param source the folder of the rooms; another one only in tests
 * @throws Error that names the file which failed; nothing of that step stays
 */
export async function migrate(databaseUrl: string, source = SOURCE): Promise<Migrated> {
  const started_ms = performance.now()
  const client = new Client({ connectionString: directAddress(databaseUrl) })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const migrationsFolder = join(source, 'platform', 'migrations')
    if (existsSync(join(migrationsFolder, 'meta', '_journal.json'))) {
      await migrateTables(drizzle(client), { migrationsFolder }).catch((cause: unknown) => {
        throw new Error(explain(migrationsFolder, cause), { cause })
      })
    }
    const files = await functionFiles(source)
    await applyFunctions(client, source, files)
    return { files: files.length, took_ms: Math.round(performance.now() - started_ms) }
  } finally {
    // Closing the connection frees the lock.
    await client.end()
  }
}

/** drizzle tells the statement, not its file. */
function explain(folder: string, error: unknown): string {
  if (!(error instanceof DrizzleQueryError)) return `The migrations could not be read: ${String(error)}`
  const holds = (name: string) => readFileSync(join(folder, name), 'utf8').includes(error.query)
  const file = readdirSync(folder).find((name) => name.endsWith('.sql') && holds(name)) ?? ''
  const said = error.cause?.message ?? error.message
  return `src/platform/migrations/${file} failed, and all migrations of this run were rolled back: ${said}. Statement: ${error.query.trim().slice(0, 400)}`
}

if (import.meta.main) {
  const { worker } = parseArgs({ options: { worker: { type: 'boolean', default: false } } }).values
  const databaseUrl = process.env['DATABASE_URL']
  if (!databaseUrl) {
    console.error('DATABASE_URL is not set: it names the database to migrate. `npm start` migrates its own.')
    process.exit(1)
  }
  try {
    const { files, took_ms } = await migrate(databaseUrl)
    console.error(`Migrated in ${took_ms} ms, with ${files} files of functions.`)
    if (worker) {
      console.log(await workerLogin(databaseUrl, 'deployed'))
      console.error('This is the Worker’s own connection string; what it had before opens nothing any more.')
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
