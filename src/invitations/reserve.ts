import type { z } from '@hono/zod-openapi'
import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import type { wishSchema } from './schemas.ts'
import { startDrive } from './start-drive.ts'

/**
 * Holds seats and the credits behind them, in one round trip; the saga then asks the venue. Asked twice under one key,
 * it is one reservation. @param form_key what a page's form carries instead of the header
 * @throws Problem not_enough_seats, not_enough_credits, invitation_not_open, performance_cancelled
 */
export async function reserve(c: Request, wish: z.infer<typeof wishSchema>, form_key?: string) {
  const ctx = c.get('ctx')
  const seat_ids = Array.from({ length: wish.guests + wish.companions }, () => ctx.newId())
  const { answer } = await write(c, ['relay'], 'reserve', { id: ctx.newId(), ...wish, seat_ids }, form_key)
  await startDrive(ctx, answer.id, 0)
  return answer
}
