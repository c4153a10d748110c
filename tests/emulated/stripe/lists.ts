import { z } from 'zod'
import { missing } from './errors.ts'

const whole = z.coerce.number().int()
const between = z.union([
  whole,
  z.strictObject({
    gt: whole.optional(),
    gte: whole.optional(),
    lt: whole.optional(),
    lte: whole.optional(),
  }),
])
/** Parameters of every list. */
export const listQuery = {
  limit: whole.min(1).max(100).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: between.optional(),
  expand: z.array(z.string()).optional(),
}
const Page = z.object(listQuery)
type Page = z.infer<typeof Page>

/** One page, the youngest first. @param found all that match, the oldest first */
export function page<T extends { id: string; created?: number }>(
  url: string,
  found: readonly T[],
  { limit, starting_after, ending_before, created }: Omit<Page, 'expand'>,
): { object: 'list'; url: string; has_more: boolean; data: T[] } {
  const listed = found.toReversed().filter((one) => within(one.created ?? 0, created))
  const at = (id: string, param: string) => {
    const index = listed.findIndex((one) => one.id === id)
    if (index < 0) throw missing('object', id, param, 400)
    return index
  }
  if (ending_before !== undefined) {
    const end = at(ending_before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { object: 'list', url, has_more: start > 0, data: listed.slice(start, end) }
  }
  const start = starting_after === undefined ? 0 : at(starting_after, 'starting_after') + 1
  const data = listed.slice(start, start + limit)
  return { object: 'list', url, has_more: start + limit < listed.length, data }
}

function within(value: number, limits: Page['created']): boolean {
  if (limits === undefined) return true
  if (typeof limits === 'number') return value === limits
  const { gt, gte, lt, lte } = limits
  return (
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte)
  )
}
