import { Client } from 'pg'
import { forgetTerritory, readTerritory } from './territory.ts'

/** Only a database without any organisation is given a demonstration; or one whose demonstration was interrupted. */
export async function wantsDemonstration(databaseUrl: string, folder: string): Promise<boolean> {
  if (await isEmpty(databaseUrl)) {
    forgetTerritory(folder) // what is kept there is of another database
    return true
  }
  const { operator_key, complete } = readTerritory(folder)
  return operator_key !== undefined && !complete
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from organisation limit 1')
    return rowCount === 0
  } finally {
    await client.end()
  }
}
