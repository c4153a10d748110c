import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'

/** Puts a relay on the waiting list of an invitation. @throws Problem already_waiting, invitation_not_open */
export async function waitForSeats(
  c: Request,
  { invitation_id, seats }: { invitation_id: string; seats: number },
  form_key?: string,
) {
  const arg = { id: c.get('ctx').newId(), invitation_id, seats }
  return (await write(c, ['relay'], 'wait_for_seats', arg, form_key)).answer
}
