import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { balanceSheet, imbalance, UNITS, type Account } from './accounts.ts'
import { standingOf, type Standing } from './figures-query.ts'
import type { Figures } from './schemas.ts'

/** The figures of one convention. One round trip. @throws Problem not_found */
export async function figuresOf(ctx: Context, convention_id: string): Promise<Figures> {
  const [standing] = await standingOf(ctx, convention_id, null)
  if (!standing) throw new Problem('not_found', { what: 'convention' })
  return figuresFrom(standing)
}

/** The figures of all conventions, or of one season's, added up. One round trip. */
export async function totals(ctx: Context, season_id?: string): Promise<Figures & { conventions: number }> {
  const all = await standingOf(ctx, null, season_id ?? null)
  return { ...addedUp(all.map(figuresFrom)), conventions: all.length }
}

/** Pure: what the parts say, and whether they say the same. */
export function figuresFrom(standing: Standing): Figures {
  const { sums, fund, gifts, seats, available } = standing
  const balances = new Map(balanceSheet(sums).map(({ account, balance }) => [account, balance]))
  const of = (account: Account) => balances.get(account) ?? 0
  const imbalances = disagreements(standing, of)
  return {
    gifts,
    gift_cents: of('receivable'),
    seat_price_cents: standing.seat_price_cents,
    credits_opened: fund.minted,
    fund_cents_left: of('fund'),
    available,
    reserved: seats.reserved,
    issued: seats.ever_issued,
    used: seats.used,
    unused: seats.unused,
    given_back: seats.given_back,
    surplus_cents: fund.surplus_cents,
    shortfall_cents: fund.shortfall_cents,
    ledger_balanced: imbalances.length === 0,
    imbalances,
  }
}

/** The accounts against each other, and against every row that runs beside them. */
function disagreements(
  { sums, fund, seats, available, waiting }: Standing,
  of: (account: Account) => number,
): string[] {
  const beside: [Account, number][] = [
    ['fund', fund.on_line_cents + waiting.in_cents],
    ['taken_back', waiting.back_cents],
    ['due_to_structure', seats.due_cents],
    ['surplus', fund.surplus_cents],
    ['shortfall', fund.shortfall_cents],
    ['available', available],
    ['held', seats.held],
    ['issued', seats.issued],
    ['used', seats.used],
    ['unused', seats.unused],
  ]
  const off = imbalance(sums)
  return [
    ...UNITS.filter((unit) => off[unit] !== 0).map(
      (unit) => `${unit}: debits exceed credits by ${off[unit]}`,
    ),
    ...balanceSheet(sums)
      .filter(({ balance }) => balance < 0)
      .map(({ account, balance }) => `${account}: below zero, ${balance}`),
    ...beside
      .filter(([account, counted]) => of(account) !== counted)
      .map(
        ([account, counted]) => `${account}: the ledger says ${of(account)}, what runs beside it ${counted}`,
      ),
  ]
}

function addedUp(all: readonly Figures[]): Figures {
  const sum = (figure: (one: Figures) => number) => all.reduce((total, one) => total + figure(one), 0)
  const prices = new Set(all.map((one) => one.seat_price_cents))
  return {
    gifts: sum((one) => one.gifts),
    gift_cents: sum((one) => one.gift_cents),
    seat_price_cents: prices.size === 1 ? ([...prices][0] ?? null) : null,
    credits_opened: sum((one) => one.credits_opened),
    fund_cents_left: sum((one) => one.fund_cents_left),
    available: sum((one) => one.available),
    reserved: sum((one) => one.reserved),
    issued: sum((one) => one.issued),
    used: sum((one) => one.used),
    unused: sum((one) => one.unused),
    given_back: sum((one) => one.given_back),
    surplus_cents: sum((one) => one.surplus_cents),
    shortfall_cents: sum((one) => one.shortfall_cents),
    ledger_balanced: all.every((one) => one.ledger_balanced),
    imbalances: all.flatMap((one) => one.imbalances),
  }
}
