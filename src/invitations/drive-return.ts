import type { Cancelled } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import type { ReturningSeats } from '../platform/verbs.ts'
import { offerFreeSeats } from './offer-free-seats.ts'
import { isFault, isPassing, outcomeOf, type Fault } from './partner-outcome.ts'
import type { Steps } from './steps.ts'
import { telling } from './telling.ts'
import { endTrouble, showTrouble } from '../people/index.ts'

const WAIT_MS = [2_000, 10_000, 60_000, 300_000]
const KEPT =
  'The seats stay with the relay. Ask the venue which of them were used; the others can be given back again.'

type Returned = 'nothing' | 'later' | 'cancelled' | 'refused'

/**
 * Takes seats that were given back (or that the venue called off) back at the partner, then frees their credits and
 * offers them to whoever waits. To cancel again what was cancelled is harmless, so an unknown outcome is asked again.
 */
export async function takeBack(ctx: Context, steps: Steps, reservation_id: string): Promise<Returned> {
  const going = await steps.step('seats going back', () =>
    ctx.db.call('returning_seats', { reservation_id, now: ctx.now() }),
  )
  if (!going || going.seats.length === 0) return 'nothing'
  return telling(ctx, steps, { kind: 'return', reservation_id }, () =>
    cancelAndSettle(ctx, steps, reservation_id, going),
  )
}

async function cancelAndSettle(
  ctx: Context,
  steps: Steps,
  reservation_id: string,
  going: ReturningSeats,
): Promise<Returned> {
  let answer = await steps.step('cancel', () => cancelAtPartner(ctx, going))
  for (const [n, wait_ms] of WAIT_MS.entries()) {
    if (!isFault(answer) || !isPassing(answer)) break
    await steps.sleep(`wait to cancel ${n}`, Math.max(wait_ms, answer.after_ms))
    answer = await steps.step(`cancel ${n}`, () => cancelAtPartner(ctx, going))
  }
  const outcome = answer
  if (isFault(outcome)) {
    const { message, todo } = outcome
    await steps.step('say why later', () => showTrouble(ctx, 'return', reservation_id, message, todo))
    return 'later'
  }
  return steps.step('settle return', () => settle(ctx, reservation_id, going, outcome))
}

async function cancelAtPartner(ctx: Context, going: ReturningSeats): Promise<Cancelled | Fault> {
  const ticketing = await openTicketing(ctx, going.connection_id)
  const positions = going.whole ? null : going.seats.map(({ position }) => position)
  return outcomeOf(able(ticketing, 'cancel', 'cancel')({ order: going.order, positions }))
}

async function settle(
  ctx: Context,
  reservation_id: string,
  going: ReturningSeats,
  answer: Cancelled,
): Promise<'cancelled' | 'refused'> {
  const seat_ids = going.seats.map(({ id }) => id)
  const settled = { reservation_id, seat_ids, now: ctx.now() }
  if (answer.outcome === 'refused') {
    const message = `The venue does not take these seats back: ${answer.reason}`
    await ctx.db.call('settle_return', { ...settled, outcome: 'refused', message, todo: KEPT })
    return 'refused'
  }
  const { invitation_id } = await ctx.db.call('settle_return', { ...settled, outcome: answer.outcome })
  // what else was shown of a reservation that has returned whole has ended with it
  await endTrouble(ctx, 'return', reservation_id)
  await offerFreeSeats(ctx, { invitation_id })
  return 'cancelled'
}
