import { and, asc, eq, gt } from 'drizzle-orm'
import type { Books } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { gift } from '../platform/schema/index.ts'
import type { Found } from './difference.ts'

const PAGE = 1_000

/** One gift on both sides, in cents; null where it is not known. */
export interface TwoSides {
  reference: string
  order: string | null
  ours: number | null
  theirs: number | null
}

/**
 * Every gift of a partner's books against ours and the other way round, a page of ours at a time. Those that differ;
 * a gift of nothing is none.
 */
export async function compareGifts(
  ctx: Context,
  connection_id: string,
  theirs: Books['gifts'],
): Promise<TwoSides[]> {
  const left = new Map(theirs.map((one) => [one.reference, one]))
  const differ: TwoSides[] = []
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await ctx.db.read
      .select({ reference: gift.reference, cents: gift.cents })
      .from(gift)
      .where(and(eq(gift.connection_id, connection_id), gt(gift.reference, after)))
      .orderBy(asc(gift.reference))
      .limit(PAGE)
    for (const { reference, cents } of page) {
      const known = left.get(reference)
      left.delete(reference)
      if (cents !== (known?.cents ?? 0))
        differ.push({ reference, order: known?.order ?? null, ours: cents, theirs: known?.cents ?? null })
    }
    after = page.at(-1)?.reference
  }
  for (const { reference, order, cents } of left.values())
    if (cents !== 0) differ.push({ reference, order, ours: null, theirs: cents })
  return differ
}

export function giftDifference(connection_id: string, { reference, ours, theirs }: TwoSides): Found {
  const text = (cents: number | null) => (cents === null ? null : String(cents))
  const kind = ours === null ? 'gift_not_here' : theirs === null ? 'gift_not_there' : 'gift_differs'
  return {
    kind,
    convention_id: null,
    connection_id,
    place: reference,
    ours: text(ours),
    theirs: text(theirs),
  }
}
