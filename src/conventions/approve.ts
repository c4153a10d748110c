import { BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import type { Approved } from '../platform/verbs.ts'

/**
 * One side's yes to a version or to a use of surplus; with the last that is needed, it takes effect in the same
 * transaction. One round trip.
 * @throws Problem not_found, already_approved, not_enough_surplus
 */
export async function approve(
  c: Request,
  subject: 'version' | 'surplus',
  convention_id: string,
  id: string,
): Promise<Approved> {
  return (await write(c, BOTH_SIDES, 'approve', { id, subject, convention_id })).answer
}
