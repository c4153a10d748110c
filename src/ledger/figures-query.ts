import { sql, type SQL } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Account, Sums } from './accounts.ts'

/** All that the figures of one convention are made of, as it stood at one moment. Cents and whole seats. */
export interface Standing {
  sums: Sums[]
  seat_price_cents: number | null
  fund: { on_line_cents: number; surplus_cents: number; shortfall_cents: number; minted: number }
  /** that are paid now */
  gifts: number
  available: number
  /** inflows that conversion has not worked on yet: what came in, and what was taken back */
  waiting: { in_cents: number; back_cents: number }
  seats: Record<SeatCount, number>
}
type SeatCount =
  | 'held'
  | 'issued'
  | 'used'
  | 'unused'
  | 'reserved'
  | 'ever_issued'
  | 'given_back'
  | 'due_cents'

/** Reads them in one statement, so in one round trip and of one moment; `standings.sql` says from where. */
export async function standingOf(ctx: Context, which: SQL): Promise<Standing[]> {
  const { rows } = await ctx.db.read.execute<{ standing: Json }>(sql`
    select standing from standings(array(select c.id from convention c where ${which}), ${ctx.now()}) as standing`)
  return rows.map(({ standing }) => read(standing))
}

const NO_SEATS = {
  held: 0,
  issued: 0,
  used: 0,
  unused: 0,
  reserved: 0,
  ever_issued: 0,
  given_back: 0,
  due_cents: 0,
}

interface Json {
  sums: Partial<Record<Account, [number, number]>>
  seat_price_cents: number | null
  on_line_cents: number | null
  surplus_cents: number | null
  shortfall_cents: number | null
  minted: number | null
  available: number | null
  waiting: [number, number]
  gifts: number
  /** null: none yet */
  seats: Record<SeatCount, number> | null
}

function read(row: Json): Standing {
  return {
    sums: Object.entries(row.sums).map(([account, [debits, credits]]) => ({
      account: account as Account,
      debits,
      credits,
    })),
    seat_price_cents: row.seat_price_cents,
    fund: {
      on_line_cents: row.on_line_cents ?? 0,
      surplus_cents: row.surplus_cents ?? 0,
      shortfall_cents: row.shortfall_cents ?? 0,
      minted: row.minted ?? 0,
    },
    available: row.available ?? 0,
    waiting: { in_cents: row.waiting[0], back_cents: row.waiting[1] },
    gifts: row.gifts,
    seats: row.seats ?? NO_SEATS,
  }
}
