import { BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { handOn } from './receive.ts'

/**
 * Works again on a webhook that was set aside, from its first try; a structure may do so for its own ticketings.
 * A queue that fails loses nothing: the sweep finds the row.
 * @throws Problem not_found: there is none, it is another's, or it is not set aside
 */
export async function replayHook(c: Request, id: string): Promise<{ id: string; state: 'received' }> {
  const { replayed, answer } = await write(c, BOTH_SIDES, 'replay_hook', { id })
  if (!replayed) await handOn(c.get('ctx'), id)
  return answer
}
