import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'

/** What `seed` of seed.ts is given: where the demonstration territory is to be written. */
export interface SeedPlace {
  /** postgres://… */
  database_url: string
  /** null where the database is Neon itself */
  neon_endpoint: string | null
  /** MASTER_KEYS of the Worker, which encrypt the connection's token */
  master_keys: string
  /** the Worker's own address; it is not up yet */
  origin: string
  /** the demonstration box office; it is up */
  box_office: { url: string; token: string }
  /** everything local is kept here */
  folder: string
  say: (line: string) => void
}
export type Seed = (place: SeedPlace) => Promise<void>

/** What fills a database that has no organisation yet; undefined for any other, which is left as it is. */
export async function firstSeed(databaseUrl: string): Promise<Seed | undefined> {
  const file = join(import.meta.dirname, 'seed.ts')
  if (!existsSync(file) || !(await isEmpty(databaseUrl))) return undefined
  const { seed } = (await import(pathToFileURL(file).href)) as { seed: Seed }
  return seed
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
