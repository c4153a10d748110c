import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onDatabase } from '../connection.ts'

/** Puts an evening on offer in each of the first conventions, with so many credits, paid by gifts, and seats enough. */
export async function offer(owner_url: string, conventions: number, credits: number): Promise<void> {
  const files = ['../territory/territory.sql', 'offers.sql'].map((file) => join(import.meta.dirname, file))
  const [territory = '', offers = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  await onDatabase(owner_url, async (database) => {
    await database.query(territory)
    await database.query(offers)
    await database.query("select pg_temp.offer($1, $2, $3, now() - interval '1 hour')", [
      conventions,
      credits,
      2 * credits,
    ])
    await database.query('vacuum analyze')
  })
}
