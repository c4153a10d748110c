import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { openLocalDatabase, type LocalDatabase } from './local-database.ts'
import { POSTGRES_USER } from './postgres-cluster.ts'
import { isAlive } from './watchdog.ts'

/**
 * The database that DATABASE_URL names, or the one that `npm start` keeps in `folder`: as it runs now, or else started
 * for as long as it is used.
 * @throws Error that says what to do, when nothing was kept there
 */
export async function openKeptDatabase(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<LocalDatabase> {
  if (environment['DATABASE_URL']) return openLocalDatabase(folder, environment)
  const cluster = join(folder, 'postgres')
  if (!existsSync(join(cluster, 'PG_VERSION')))
    throw new Error(
      `There are no books in ${folder}. Run \`npm start\` first, or name a database with DATABASE_URL.`,
    )
  const running = runningPostgres(cluster)
  return openLocalDatabase(cluster, running === null ? {} : { DATABASE_URL: running })
}

/** The address of the server that runs on a cluster, from what it left there (see PostgreSQL's postmaster.pid); null: none does. */
function runningPostgres(cluster: string): string | null {
  const file = join(cluster, 'postmaster.pid')
  const [pid, , , port, , , , state] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  if (!isAlive(Number(pid) || Number.NaN) || state?.trim() !== 'ready') return null
  const password = readFileSync(`${realpathSync(cluster)}.password`, 'utf8')
  return `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${POSTGRES_USER}`
}
