import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { startDrive } from './start-drive.ts'

/**
 * Gives seats back in time, some or all; the saga takes them back at the venue, then the credits return and the waiting
 * list is asked.
 * @param only_lost of these only what the venue has cancelled by itself, as it stands now
 * @throws Problem booking_under_way, too_late_to_give_back, nothing_to_give_back
 */
export async function giveBack(
  c: Request,
  reservation_id: string,
  seat_ids: readonly string[] | null,
  form_key?: string,
  only_lost = false,
) {
  const arg = { reservation_id, seat_ids, only_lost }
  const { answer } = await write(c, ['relay', 'operator'], 'give_back', arg, form_key)
  await startDrive(c.get('ctx'), answer.reservation_id, answer.drive)
  return answer
}
