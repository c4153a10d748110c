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

/**
 * Reads them in one statement, so in one round trip and of one moment. Accounts come rolled up, funds and credits from
 * their running rows; seats are counted by invitation. Nothing is summed over all history.
 */
export async function standingOf(ctx: Context, which: SQL): Promise<Standing[]> {
  const { rows } = await ctx.db.read.execute<{ standing: Json }>(sql`
    select jsonb_build_object(
      'sums', coalesce((select jsonb_object_agg(b.account, jsonb_build_array(b.debits, b.credits)) from balances(c.id) b), '{}'),
      'seat_price_cents', (select v.seat_price_cents from convention_version v
         where v.convention_id = c.id and v.in_force_at <= ${ctx.now()} order by v.number desc limit 1),
      'on_line_cents', f.line_in - f.line_out, 'surplus_cents', f.surplus_cents, 'shortfall_cents', f.shortfall_cents,
      'minted', f.minted, 'available', k.available,
      'waiting', (select jsonb_build_array(coalesce(sum(i.cents) filter (where i.cents > 0), 0),
           coalesce(-sum(i.cents) filter (where i.cents < 0), 0))
         from inflow i where i.convention_id = c.id and i.applied_at is null),
      'gifts', f.gifts + (select coalesce(sum(i.gifts), 0) from inflow i where i.convention_id = c.id and i.applied_at is null),
      'seats', (select jsonb_build_object(
           'due_cents', coalesce(sum(s.due_cents), 0), 'held', count(*) filter (where s.at = 'held'), 'issued', count(*) filter (where s.at = 'issued'),
           'used', count(*) filter (where s.at = 'used'), 'unused', count(*) filter (where s.at = 'unused'),
           'reserved', count(*) filter (where s.at <> 'released'), 'given_back', count(*) filter (where s.at = 'returned'),
           'ever_issued', count(*) filter (where s.at in ('issued', 'used', 'unused') or (s.at = 'returned' and s.had_ticket)))
         from (select s.due_cents, s.ticket_type is not null as had_ticket,
                -- a seat on its way back stands where its credit does: held, or issued
                case when s.state <> 'returning' then s.state::text when kept.state = 'held' then 'held' else 'issued' end as at
                 from invitation i join reservation r on r.invitation_id = i.id join seat s on s.reservation_id = r.id
                 join credit kept on kept.convention_id = s.convention_id and kept.number = s.credit_number
                where i.convention_id = c.id) s)) as standing
      from convention c left join fund f on f.convention_id = c.id left join credit_stock k on k.convention_id = c.id
     where ${which}`)
  return rows.map(({ standing }) => read(standing))
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
  gifts: number | null
  seats: Record<SeatCount, number>
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
    gifts: row.gifts ?? 0,
    seats: row.seats,
  }
}
