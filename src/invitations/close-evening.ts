import { asProblem } from '../conventions/index.ts'
import { askedBefore, askerOf, write, endTrouble, showTrouble } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { finalAt, pollAttendance } from './evening.ts'

const OPERATOR = ['operator'] as const

/**
 * Closes one evening when a person asks for it: asks the venue who came, then what nobody used becomes unused, for the
 * time being. A second time changes nothing.
 * @param without_the_venue closes although the venue does not say who came; what it says later still corrects it
 * @throws Problem evening_not_over, performance_cancelled, partner_unavailable
 */
export async function closeEvening(
  c: Request,
  performance_id: string,
  without_the_venue: boolean,
  form_key?: string,
) {
  const asker = await askerOf(c, OPERATOR)
  // a form's key is looked at by `write` alone: asking a venue twice who came changes nothing
  const repeated = form_key === undefined && (await askedBefore(c, asker))
  if (!repeated && !without_the_venue) await askWhoCame(c, performance_id)
  const arg = { performance_id, final_at: finalAt(c.get('ctx').now()) }
  return (await write(c, OPERATOR, 'close_evening', arg, form_key)).answer
}

async function askWhoCame(c: Request, performance_id: string): Promise<void> {
  const ctx = c.get('ctx')
  try {
    await asProblem(pollAttendance(ctx, performance_id))
    await endTrouble(ctx, 'attendance', performance_id)
  } catch (cause) {
    if (cause instanceof Problem && cause.code !== 'not_found') {
      const todo = 'Try again when the venue answers, or close the evening without it.'
      await showTrouble(ctx, 'attendance', performance_id, cause.message, todo)
    }
    throw cause
  }
}
