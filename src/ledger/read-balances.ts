import { sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { balanceSheet, type Account, type Balance } from './accounts.ts'

/** Every account of a convention as it stands at this moment: what was rolled up and what is younger. One round trip. */
export async function readBalances(ctx: Context, convention_id: string): Promise<Balance[]> {
  const { rows } = await ctx.db.read.execute<{ account: Account; debits: string; credits: string }>(
    sql`select account, debits, credits from balances(${convention_id})`,
  )
  return balanceSheet(
    rows.map(({ account, debits, credits }) => ({
      account,
      debits: Number(debits),
      credits: Number(credits),
    })),
  )
}
