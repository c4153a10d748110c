import { Client } from 'pg'

/** A connection of the bench's own. One that the server closes at the end of a run is no fault. */
export async function connect(url: string): Promise<Client> {
  const database = new Client({ connectionString: url })
  database.on('error', () => undefined)
  await database.connect()
  return database
}

/** The same, closed when `act` is done. */
export async function onDatabase<T>(url: string, act: (database: Client) => Promise<T>): Promise<T> {
  const database = await connect(url)
  try {
    return await act(database)
  } finally {
    await database.end()
  }
}
