import type { z } from '@hono/zod-openapi'
import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { alignAllotment, allotting, decider, DECIDERS, eveningOf, keepAside } from './allotments.ts'
import type { proposalSchema } from './schemas.ts'

/**
 * Puts a performance forward for relays. Where the venue's ticketing can keep seats aside, it does so first: what is
 * offered is there. Whoever proposes has said yes; it opens with the other side's yes.
 */
export async function proposeInvitation(c: Request, input: z.infer<typeof proposalSchema>) {
  const ctx = c.get('ctx')
  const evening = await eveningOf(ctx, await decider(c), input)
  const propose = (seats: number, allotment: unknown) =>
    write(c, DECIDERS, 'propose_invitation', { id: ctx.newId(), ...input, seats, allotment })

  // already put forward, by this very request or by another: the database says which
  if (evening.invitation) return (await propose(input.seats, null)).answer
  const ticketing = await allotting(ctx, evening)
  if (!ticketing) return (await propose(input.seats, null)).answer

  const kept = await keepAside(ticketing, evening, input.seats)
  try {
    return (await propose(kept.seats, kept.allotment)).answer
  } catch (refused) {
    await alignAllotment(ctx, ticketing, evening)
    throw refused
  }
}
