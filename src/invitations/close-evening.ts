import { asProblem } from '../conventions/index.ts'
import { askedBefore, askerOf, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { finalAt, pollAttendance } from './evening.ts'

const OPERATOR = ['operator'] as const

/**
 * Closes one evening when a person asks for it: asks the venue who came, then what nobody used becomes unused, for the
 * time being. A second time changes nothing.
 * @throws Problem evening_not_over, performance_cancelled, partner_unavailable
 */
export async function closeEvening(c: Request, performance_id: string, form_key?: string) {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, OPERATOR)
  // a form's key is looked at by `write` alone: asking a venue twice who came changes nothing
  if (form_key !== undefined || !(await askedBefore(c, asker))) {
    await asProblem(pollAttendance(ctx, performance_id))
  }
  const arg = { performance_id, final_at: finalAt(ctx.now()) }
  return (await write(c, OPERATOR, 'close_evening', arg, form_key)).answer
}
