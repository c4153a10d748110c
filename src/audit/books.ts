import { ACCOUNT_NAMES, ACCOUNTS, figuresOf, totals } from '../ledger/index.ts'
import type { Context } from '../platform/context.ts'
import { upTo, type DifferenceKind, type Found } from './difference.ts'

/** What an audit of the books looked at, and what it found. */
export interface AuditedBooks {
  checked: { conventions: number; postings: number; gifts: number; figures: number }
  differences: Found[]
  /** how many more there are than are told */
  more: number
}

/** Accounts whose natural balance is debits less credits. */
export const DEBIT_SIDE = ACCOUNT_NAMES.filter((name) => ACCOUNTS[name].side === 'debit')

/**
 * Recomputes every balance, total and report from the postings and compares them with all that runs beside them, in one
 * round trip and of one moment; then the report as it is shown.
 * @param convention_id null: all
 * @param limit differences told at most; the others are counted
 */
export async function auditBooks(
  ctx: Context,
  convention_id: string | null,
  limit: number,
): Promise<AuditedBooks> {
  const before = await shown(ctx, convention_id)
  const books = await ctx.db.call('audit_books', { convention_id, debit_side: DEBIT_SIDE, limit })
  const after = await shown(ctx, convention_id)
  // books that move meanwhile cannot be compared with a figure of another moment: those are left to the next audit
  const still = Object.entries(after).filter(([name, figure]) => before[name] === figure)
  const wrong = still
    .filter(([name, figure]) => figure !== (books.report[name] ?? 0))
    .map(([place, figure]): Found => ({
      kind: 'report',
      convention_id,
      connection_id: null,
      place,
      ours: String(figure),
      theirs: String(books.report[place] ?? 0),
    }))
  const found = books.differences.map(({ kind, ...one }) => ({
    ...one,
    kind: kind as DifferenceKind, // `audit_books.sql` knows no others
    connection_id: null,
  }))
  const { told, more } = upTo(limit, [...wrong, ...found])
  return {
    checked: { ...books.checked, figures: still.length },
    differences: told,
    more: books.more + more,
  }
}

/** The figures of the report that are counted, as everyone reads them. */
async function shown(ctx: Context, convention_id: string | null): Promise<Record<string, number>> {
  const { gift_cents, credits_opened, fund_cents_left, ...more } = convention_id
    ? await figuresOf(ctx, convention_id)
    : await totals(ctx)
  const { available, reserved, issued, used, unused, given_back, surplus_cents, shortfall_cents } = more
  return {
    gift_cents,
    credits_opened,
    fund_cents_left,
    available,
    reserved,
    issued,
    used,
    unused,
    given_back,
    surplus_cents,
    shortfall_cents,
  }
}
