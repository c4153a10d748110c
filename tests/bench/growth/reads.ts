import { sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { totals } from '../../../src/ledger/figures.ts'
import { readBalances } from '../../../src/ledger/read-balances.ts'
import type { Context } from '../../../src/platform/context.ts'
import { connect } from '../connection.ts'
import type { Ledger } from './ledgers.ts'
import { SEASONS, STRUCTURES, conventionOf, seasonOf } from './territory.ts'

/** Reads one territory as production does. */
export interface Reader {
  ledger: Ledger
  /** times of so many readings each, in ms, within the server: parsed, planned and run anew, as Neon's HTTP has it */
  balance(times: number): Promise<number[]>
  report(times: number): Promise<number[]>
  close(): Promise<void>
}

const TIMED = `create function pg_temp.timed(query text, times integer) returns double precision[] language plpgsql as $$
declare
  begun timestamptz;
  took double precision[] := '{}';
  answer record;
begin
  for n in 1..times loop
    begun := clock_timestamp();
    for answer in execute query loop end loop;
    took := took || extract(epoch from clock_timestamp() - begun)::double precision * 1000;
  end loop;
  return took;
end $$`

export async function openReader(ledger: Ledger): Promise<Reader> {
  const database = await connect(ledger.url)
  await database.query(TIMED)
  let n = 0
  async function timed(query: string, times: number): Promise<number[]> {
    const { rows } = await database.query<{ took: number[] }>('select pg_temp.timed($1, $2) as took', [
      query,
      times,
    ])
    return rows[0]?.took ?? []
  }
  const season = await queryOf((ctx) => totals(ctx, seasonOf(SEASONS)))
  return {
    ledger,
    async balance(times) {
      n += 1
      const convention = conventionOf(1 + (n % STRUCTURES), 1 + (n % SEASONS))
      return timed(await queryOf((ctx) => readBalances(ctx, convention)), times)
    },
    report: (times) => timed(season, times),
    close: () => database.end(),
  }
}

/** The very statement that a room sends, its values in their places. */
async function queryOf(read: (ctx: Context) => Promise<unknown>): Promise<string> {
  let query: SQL = sql``
  const execute = async (asked: SQL) => {
    query = asked
    return { rows: [] }
  }
  const now = () => new Date().toISOString()
  await read({ db: { read: { execute } }, now } as unknown as Context)
  const { sql: text, params } = new PgDialect({ casing: 'snake_case' }).sqlToQuery(query)
  return text.replaceAll(/\$(\d+)/g, (_, n) => {
    const value = params[Number(n) - 1]
    return typeof value === 'string' ? `'${value}'` : 'null'
  })
}
