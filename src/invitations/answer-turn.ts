import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { offerFreeSeats } from './offer-free-seats.ts'
import { startDrive } from './start-drive.ts'

/**
 * Yes or no to seats that came free for whoever waits. A yes is booked at the venue; a no passes them to the next.
 * @throws Problem turn_is_over
 */
export async function answerTurn(c: Request, reservation_id: string, accept: boolean, form_key?: string) {
  const ctx = c.get('ctx')
  const { answer } = await write(c, ['relay'], 'answer_waiting', { reservation_id, accept }, form_key)
  if (answer.state === 'held') await startDrive(ctx, answer.id, 0)
  else await offerFreeSeats(ctx, { invitation_id: answer.invitation_id })
  return answer
}
