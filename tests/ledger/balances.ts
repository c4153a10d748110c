import { balanceSheet, type Account, type Sums } from '../../src/ledger/accounts.ts'
import type { World } from '../setup/world.ts'

/** Every account's balance on its own side, zero where nothing was posted. */
export async function balances(world: World): Promise<Record<Account, number>> {
  const { rows } = await world.pg.query<Record<keyof Sums, string>>('select * from balances($1)', [
    world.convention_id,
  ])
  const sums = rows.map((row): Sums => ({
    account: row.account as Account,
    debits: Number(row.debits),
    credits: Number(row.credits),
  }))
  const sheet = balanceSheet(sums).map(({ account, balance }) => [account, balance] as const)
  return Object.fromEntries(sheet) as Record<Account, number>
}

export const NOTHING: Record<Account, number> = Object.fromEntries(
  balanceSheet([]).map(({ account }) => [account, 0] as const),
) as Record<Account, number>
