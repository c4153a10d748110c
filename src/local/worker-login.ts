import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { directAddress } from './direct-address.ts'

/** the group of `src/worker.sql`: what the Worker may do */
const WORKER_GROUP = 'fauteuil_worker'

/**
 * The Worker's own login in a database that was migrated, with a new password: the one before opens nothing any more.
 * It may do what its group may, and owns nothing.
 * @param databaseUrl the owner's
 * @param where each has a login of its own, so that `npm start` never locks out what is deployed
 * @returns its connection string; the password is kept nowhere else
 */
export async function workerLogin(databaseUrl: string, where: 'deployed' | 'local'): Promise<string> {
  const url = new URL(databaseUrl)
  // roles belong to the whole server, which may hold more than one territory
  const login = `${decodeURIComponent(url.pathname.slice(1))}_worker_${where}`.slice(-63)
  // hex: it stands in the statement itself, which takes no parameters
  const password = randomBytes(24).toString('hex')
  const client = new Client({ connectionString: directAddress(databaseUrl) })
  await client.connect()
  try {
    const name = client.escapeIdentifier(login)
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login])
    const make = rowCount === 0 ? 'create' : 'alter'
    await client.query(`${make} role ${name} login password '${password}'`)
    await client.query(`grant ${WORKER_GROUP} to ${name}`)
  } finally {
    await client.end()
  }
  url.username = login
  url.password = password
  return url.href
}
