import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'

/** Takes a relay off a waiting list that it is on. A second time changes nothing. @throws Problem not_found */
export async function leaveWaiting(c: Request, id: string, form_key?: string) {
  return (await write(c, ['relay'], 'leave_waiting', { id }, form_key)).answer
}
