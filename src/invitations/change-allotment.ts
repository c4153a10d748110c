import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { alignAllotment, allotting, decider, DECIDERS, eveningOf, keepAside } from './allotments.ts'
import { offerFreeSeats } from './offer-free-seats.ts'

/**
 * More seats: the venue keeps them aside first, then they are ours to offer. Fewer: they stop being offered first, then
 * the venue may sell them; if it does not answer, a person is shown that it still keeps too many.
 * @throws Problem seats_promised, not_enough_seats_at_partner
 */
export async function changeAllotment(c: Request, invitation_id: string, seats: number) {
  const ctx = c.get('ctx')
  const evening = await eveningOf(ctx, await decider(c), { invitation_id })
  const ticketing = await allotting(ctx, evening)
  const grows = evening.invitation !== null && seats > evening.invitation.seats
  const kept = ticketing && grows ? await keepAside(ticketing, evening, seats) : null
  const change = {
    id: invitation_id,
    seats,
    allotment: kept?.allotment ?? evening.invitation?.allotment ?? null,
  }
  try {
    const { answer, replayed } = await write(c, DECIDERS, 'change_allotment', change)
    // a replay may be older than what was agreed since
    if (ticketing && (replayed || !grows)) await alignAllotment(ctx, ticketing, evening)
    if (grows) await offerFreeSeats(ctx, { invitation_id })
    return answer
  } catch (refused) {
    if (ticketing && kept) await alignAllotment(ctx, ticketing, evening)
    throw refused
  }
}
