import type { Context } from '../platform/context.ts'
import { auditBooks, type AuditedBooks } from './books.ts'
import type { Difference } from './difference.ts'
import { withNames } from './names.ts'
import { auditPartners, type AuditedPartners, type Undone } from './partners.ts'

/** Told one by one; beyond them only how many. */
const LIMIT = 50

export interface Audit {
  checked: AuditedBooks['checked'] & Partial<AuditedPartners['checked']>
  differences: Difference[]
  /** how many more there are than are told */
  more: number
  /** partners that could not be asked */
  undone: Undone[]
}
export interface AuditOptions {
  /** one convention, and the partners of its structure; null: all */
  convention_id: string | null
  /** null: the books alone */
  partners: { most_gifts?: number; patience_ms?: number } | null
}

/**
 * Looks whether the books are right: every balance, total and report recomputed from the postings, then each partner's own
 * orders and payments. Writes nothing, and moves no cursor. @throws Problem not_found: there is no such convention
 */
export async function audit(ctx: Context, { convention_id, partners }: AuditOptions): Promise<Audit> {
  const books = await auditBooks(ctx, convention_id, LIMIT)
  if (!partners) return { ...books, differences: await withNames(ctx, books.differences), undone: [] }
  const limit = LIMIT - books.differences.length
  const theirs = await auditPartners(ctx, { convention_id, limit, ...partners })
  return {
    checked: { ...books.checked, ...theirs.checked },
    differences: await withNames(ctx, [...books.differences, ...theirs.differences]),
    more: books.more + theirs.more,
    undone: theirs.undone,
  }
}
