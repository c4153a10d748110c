import { sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { seatState } from '../platform/schema/index.ts'
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
 * Reads them in one statement, so in one round trip and of one moment; `figures_of.sql` says from where, and what the
 * numbers of each row are.
 * @param convention_id null: all of the season's
 * @param season_id null: of all seasons
 */
export async function standingOf(
  ctx: Context,
  convention_id: string | null,
  season_id: string | null,
): Promise<Standing[]> {
  const { rows } = await ctx.db.read.execute<FigureRow>(
    sql`select convention_id, part, name, numbers from figures_of(${convention_id}, ${season_id}, ${ctx.now()})`,
  )
  return [...Map.groupBy(rows, (row) => row.convention_id).values()].map(standingFrom)
}

/** A row of `figures_of`. */
export type FigureRow = {
  convention_id: string
  /** as the driver reads an array of bigint */
  numbers: (string | null)[]
} & (
  | { part: 'running' | 'waiting' | 'held'; name: null }
  | { part: 'account'; name: Account }
  | { part: 'seats'; name: SeatState }
)
type SeatState = (typeof seatState.enumValues)[number]

function standingFrom(rows: readonly FigureRow[]): Standing {
  const numbers = (part: FigureRow['part'], name: FigureRow['name'] = null) =>
    rows.find((row) => row.part === part && row.name === name)?.numbers.map(Number) ?? []
  const [price = 0, on_line_cents = 0, surplus_cents = 0, shortfall_cents = 0, minted = 0, ...counts] =
    numbers('running')
  const [gifts = 0, available = 0] = counts
  const [more_gifts = 0, in_cents = 0, back_cents = 0] = numbers('waiting')
  return {
    sums: rows.flatMap((row) => {
      if (row.part !== 'account') return []
      const [debits = 0, credits = 0] = row.numbers.map(Number)
      return [{ account: row.name, debits, credits }]
    }),
    // none is ever zero
    seat_price_cents: price || null,
    fund: { on_line_cents, surplus_cents, shortfall_cents, minted },
    gifts: gifts + more_gifts,
    available,
    waiting: { in_cents, back_cents },
    seats: seatsFrom(numbers),
  }
}

/** A seat on its way back stands where its credit does: held, or issued. */
function seatsFrom(numbers: (part: 'seats' | 'held', name?: SeatState) => number[]): Standing['seats'] {
  const of = (state: SeatState) => {
    const [seats = 0, due_cents = 0, had_ticket = 0] = numbers('seats', state)
    return { seats, due_cents, had_ticket }
  }
  const [held_back = 0] = numbers('held')
  const issued = of('issued').seats + of('returning').seats - held_back
  const used = of('used').seats
  const unused = of('unused').seats
  const returned = of('returned')
  return {
    held: of('held').seats + held_back,
    issued,
    used,
    unused,
    reserved: sum(
      seatState.enumValues.filter((state) => state !== 'released'),
      (state) => of(state).seats,
    ),
    ever_issued: issued + used + unused + returned.had_ticket,
    given_back: returned.seats,
    due_cents: sum(seatState.enumValues, (state) => of(state).due_cents),
  }
}

const sum = (states: readonly SeatState[], of: (state: SeatState) => number): number =>
  states.reduce((total, state) => total + of(state), 0)
