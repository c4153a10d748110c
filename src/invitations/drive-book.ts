import type { Booking } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import type { BegunAttempt } from '../platform/verbs.ts'
import { ask, type Answer } from './drive-attempt.ts'
import { isFault, outcomeOf, type Fault } from './partner-outcome.ts'
import type { Steps } from './steps.ts'
import { endTrouble, showTrouble } from '../people/index.ts'

/** Tries under a new reference, when a look-up has shown that the one before was never booked. */
const ATTEMPTS = 3

type State = BegunAttempt['state']
/** `orphan`: what the partner has booked after all is nobody's. */
type Ended = { state: State; orphan: boolean }

/**
 * Asks the partner for the seats of a held reservation, under a reference of ours that is new for each attempt.
 * Answers the state in which the reservation then stands: `booked` (also of one that was issued, while a seat of it has no
 * ticket), `released`, or `held` when a person has to look.
 */
export async function book(ctx: Context, steps: Steps, reservation_id: string): Promise<State> {
  for (let n = 1; n <= ATTEMPTS; n++) {
    const begun = await steps.step(`begin attempt ${n}`, () =>
      ctx.db.call('begin_attempt', { reservation_id, reference: ctx.newId(), now: ctx.now() }),
    )
    if (begun.state === 'issued' && begun.seats > 0) return 'booked'
    if (begun.state !== 'held') return begun.state
    if (!begun.attempt) return release(ctx, steps, reservation_id, 'performance_cancelled')

    const answer = await ask(ctx, steps, reservation_id, begun, n)
    if (isFault(answer)) {
      const { message, todo } = answer
      await steps.step(`say ${n}`, () => showTrouble(ctx, 'booking', reservation_id, message, todo))
      return 'held'
    }
    const ended = await steps.step(`end attempt ${n}`, () => end(ctx, reservation_id, begun, answer))
    if (answer.outcome === 'confirmed') {
      if (ended.orphan) await steps.step(`undo ${n}`, () => undo(ctx, reservation_id, begun, answer.booking))
      return ended.state
    }
    if (answer.outcome !== 'absent') return release(ctx, steps, reservation_id, answer.outcome)
  }
  return release(ctx, steps, reservation_id, 'no_answer_from_venue')
}

async function end(
  ctx: Context,
  reservation_id: string,
  begun: BegunAttempt,
  answer: Exclude<Answer, Fault>,
): Promise<Ended> {
  const { reference } = begun.attempt!
  const common = { reservation_id, reference, now: ctx.now() }
  if (answer.outcome !== 'confirmed') {
    const detail = answer.outcome === 'rejected' ? answer.reason : answer.outcome
    const refused = answer.outcome === 'absent' ? 'absent' : 'refused'
    return (await ctx.db.call('end_attempt', { ...common, state: refused, detail })) as Ended
  }
  const { order, seats } = answer.booking
  const positions = seats.filter(({ status }) => status === 'valid').map(({ position }) => position)
  if (positions.length !== begun.seats) {
    const message = `The venue's order ${order} holds ${positions.length} seats, and ${begun.seats} were asked for.`
    await showTrouble(
      ctx,
      'booking',
      reservation_id,
      message,
      'Correct the order at the venue, or cancel it there; the reservation then goes on by itself.',
    )
    return { state: 'held', orphan: false }
  }
  return (await ctx.db.call('end_attempt', { ...common, state: 'confirmed', order, positions })) as Ended
}

/**
 * Another run has found this attempt absent and gone on without it: what the venue booked after all goes back, or a
 * person is told.
 */
async function undo(
  ctx: Context,
  reservation_id: string,
  begun: BegunAttempt,
  { order }: Booking,
): Promise<null> {
  const ticketing = await openTicketing(ctx, begun.connection_id)
  const outcome = await outcomeOf(able(ticketing, 'cancel', 'cancel')({ order, positions: null }))
  if (isFault(outcome) || outcome.outcome === 'refused') {
    const why = isFault(outcome) ? outcome.message : outcome.reason
    const message = `The venue has made an order ${order} that nobody needs, and could not take it back: ${why}`
    await showTrouble(ctx, 'booking', reservation_id, message, `Cancel the order ${order} at the venue.`)
  }
  return null
}

async function release(ctx: Context, steps: Steps, reservation_id: string, reason: string): Promise<State> {
  return steps.step('release', async () => {
    try {
      const { state } = await ctx.db.call('release', { reservation_id, reason, now: ctx.now() })
      if (state === 'released') await endTrouble(ctx, 'booking', reservation_id)
      return state as State
    } catch (cause) {
      // another run has begun an attempt of its own meanwhile, and will end it
      if (cause instanceof Problem && cause.code === 'outcome_unknown') return 'held'
      throw cause
    }
  })
}
