import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { newAccessKey, sha256 } from '../platform/secrets.ts'

/**
 * The first key of a territory, written straight into its database: whoever may do that is the operator.
 * @returns the key, which is kept nowhere
 */
export async function createOperator(databaseUrl: string, name: string, now = new Date()): Promise<string> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const id = uuidv7()
    const key = newAccessKey('operator')
    const operator = { id, role: 'operator', name, email: null, language: 'fr', now }
    await client.query('select create_organisation($1)', [JSON.stringify(operator)])
    const row = { id: uuidv7(), organisation_id: id, label: 'first key', hash: await sha256(key), now }
    await client.query('select create_key($1)', [JSON.stringify(row)])
    return key
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const { name } = parseArgs({ options: { name: { type: 'string' } } }).values
  const databaseUrl = process.env['DATABASE_URL']
  if (!databaseUrl || !name) {
    console.error('Usage: DATABASE_URL=… npm run operator -- --name "The association"')
    process.exit(1)
  }
  try {
    console.log(await createOperator(databaseUrl, name))
    console.error('This is the operator’s access key. Keep it now: it is shown only once.')
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    console.error(
      `No key was made: ${said}. Check DATABASE_URL, and that \`npm run migrate\` has run on that database; then try again.`,
    )
    process.exit(1)
  }
}
