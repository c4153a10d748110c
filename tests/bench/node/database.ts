import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import type { Database } from '../../../src/platform/reading.ts'
import * as schema from '../../../src/platform/schema/index.ts'

/** The database as the Worker sees it, over connections that stay open instead of Neon's HTTP. */
export function pooledDatabase(pool: Pool): Database {
  // prepared once on each connection, which is what keeping one open is for
  async function one<Answer>(text: string, values: unknown[]): Promise<Answer> {
    const { rows } = await pool.query<{ answer: Answer }>({ name: text, text, values })
    return rows[0]!.answer
  }
  return {
    read: drizzle(pool, { schema, casing: 'snake_case' }) as unknown as Database['read'],
    call: (verb, arg) => one(`select ${verb}($1::jsonb) as answer`, [JSON.stringify(arg)]),
    once: (claim, verb, arg) =>
      one('select once($1::jsonb, $2, $3::jsonb) as answer', [
        JSON.stringify(claim),
        verb,
        JSON.stringify(arg),
      ]),
  }
}
