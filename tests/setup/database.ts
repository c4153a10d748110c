import { afterAll, inject } from 'vitest'
import { allowLocal } from './network.ts'

export interface TestDatabase {
  /** postgres://…, the owner's: for `pg` and for what a test looks at */
  url: string
  /** the Worker's own, which may do no more than it needs: for DATABASE_URL */
  workerUrl: string
  /** what `neonConfig.fetchEndpoint` is set to */
  neonEndpoint: string
  /** round trips through the endpoint since the start, or since the last reset: one for a query, one for a batch */
  roundTrips(): Promise<number>
  resetRoundTrips(): Promise<void>
  /** done at the end of the test file in any case */
  drop(): Promise<void>
}

const open = new Set<TestDatabase>()
afterAll(async () => {
  await Promise.all([...open].map((database) => database.drop()))
})

/** A database of its own for a test file, with the whole schema and no rows. */
export async function freshDatabase(): Promise<TestDatabase> {
  const databases = inject('testDatabases')
  allowLocal(databases)
  const made = await fetch(databases, { method: 'POST' })
  if (!made.ok) throw new Error(await made.text())
  const { name, url, worker_url, neon_endpoint } =
    await made.json<Record<'name' | 'url' | 'worker_url' | 'neon_endpoint', string>>()
  allowLocal(neon_endpoint)
  const counter = new URL(`/round-trips?database=${name}`, neon_endpoint)

  const database: TestDatabase = {
    url,
    workerUrl: worker_url,
    neonEndpoint: neon_endpoint,
    async roundTrips() {
      const counted = await fetch(counter)
      return (await counted.json<{ round_trips: number }>()).round_trips
    },
    async resetRoundTrips() {
      await fetch(counter, { method: 'DELETE' })
    },
    async drop() {
      if (open.delete(database)) await fetch(`${databases}?database=${name}`, { method: 'DELETE' })
    },
  }
  open.add(database)
  return database
}
