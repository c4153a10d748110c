import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { alignAllotment, allotting, eveningOf, keepAside } from './allotments.ts'
import { offerFreeSeats } from './offer-free-seats.ts'

/**
 * More seats: the venue keeps them aside first, then they are ours to offer. Fewer: they stop being offered first, then
 * the venue may sell them; if it does not answer, a person is shown that it still keeps too many.
 * @throws Problem seats_promised, not_enough_seats_at_partner
 */
export async function changeAllotment(c: Request, invitation_id: string, seats: number) {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const evening = await eveningOf(ctx, asker, { invitation_id })
  const { allotment = null, seats: before = 0 } = evening.invitation ?? {}
  const change = (kept: unknown) =>
    write(c, BOTH_SIDES, 'change_allotment', { id: invitation_id, seats, allotment: kept })
  if (await askedBefore(c, asker)) return (await change(allotment)).answer

  const ticketing = await allotting(ctx, evening)
  const grows = seats > before
  const kept = ticketing && grows ? await keepAside(ticketing, evening, seats) : null
  try {
    const { answer } = await change(kept ? kept.allotment : allotment)
    if (ticketing && !grows) await alignAllotment(ctx, ticketing, evening)
    if (grows) await offerFreeSeats(ctx, { invitation_id })
    return answer
  } catch (refused) {
    if (ticketing && kept) await alignAllotment(ctx, ticketing, evening)
    throw refused
  }
}
