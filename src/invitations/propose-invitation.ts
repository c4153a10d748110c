import type { z } from '@hono/zod-openapi'
import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { alignAllotment, allotting, eveningOf, keepAside } from './allotments.ts'
import type { proposalSchema } from './schemas.ts'

/**
 * Puts a performance forward for relays. Where the venue's ticketing can keep seats aside, it does so first: what is
 * offered is there. Whoever proposes has said yes; it opens with the other side's yes.
 * @throws Problem not_enough_seats_at_partner, invitation_exists, performance_cancelled
 */
export async function proposeInvitation(c: Request, input: z.infer<typeof proposalSchema>) {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const evening = await eveningOf(ctx, asker, input)
  const propose = async (seats: number, allotment: unknown) => {
    const arg = { id: ctx.newId(), ...input, seats, allotment }
    return (await write(c, BOTH_SIDES, 'propose_invitation', arg)).answer
  }
  // already put forward, by this very request or by another: the database says which
  if ((await askedBefore(c, asker)) || evening.invitation) return propose(input.seats, null)
  const ticketing = await allotting(ctx, evening)
  if (!ticketing) return propose(input.seats, null)

  const kept = await keepAside(ticketing, evening, input.seats)
  try {
    return await propose(kept.seats, kept.allotment)
  } catch (refused) {
    await alignAllotment(ctx, ticketing, evening)
    throw refused
  }
}
