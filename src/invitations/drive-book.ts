import type { AccessNeed, Booking, Json, Reserved } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import type { BegunAttempt } from '../platform/verbs.ts'
import type { Steps } from './steps.ts'
import { isFault, outcomeOf, type Fault } from './partner-outcome.ts'
import { showTrouble } from './trouble.ts'

/** Tries under a new reference, when a look-up has shown that the one before was never booked. */
const ATTEMPTS = 3
/** Looks for an answer that never came; the last is the sixth, after about seven minutes. */
const LOOK_UPS_MS = [2_000, 10_000, 30_000, 60_000, 120_000, 240_000]
/** A booking that a look-up does not find may still be on its way into the partner's books: it must be missing twice. */
const ABSENCES = 2

type Answer = Reserved | Fault | { outcome: 'absent' }
type State = BegunAttempt['state']

/**
 * Asks the partner for the seats of a held reservation, under a reference of ours that is new for each attempt.
 * Answers the state in which the reservation then stands: `booked`, `released`, or `held` when a person has to look.
 */
export async function book(ctx: Context, steps: Steps, reservation_id: string): Promise<State> {
  for (let n = 1; n <= ATTEMPTS; n++) {
    const begun = await steps.step(`begin attempt ${n}`, () =>
      ctx.db.call('begin_attempt', { reservation_id, reference: ctx.newId(), now: ctx.now() }),
    )
    if (begun.state !== 'held') return begun.state
    if (!begun.attempt) return release(ctx, steps, reservation_id, 'performance_cancelled')

    const answer = await ask(ctx, steps, reservation_id, begun, n)
    if (isFault(answer)) {
      await steps.step(`say ${n}`, () =>
        showTrouble(ctx, 'booking', reservation_id, answer.message, answer.todo),
      )
      return 'held'
    }
    const ended = await steps.step(`end attempt ${n}`, () => end(ctx, reservation_id, begun, answer))
    if (answer.outcome === 'confirmed') return ended
    if (answer.outcome !== 'absent') return release(ctx, steps, reservation_id, answer.outcome)
  }
  return release(ctx, steps, reservation_id, 'no_answer_from_venue')
}

/** One attempt to its end: booked, refused, surely absent, or a fault that only a person can end. */
async function ask(
  ctx: Context,
  steps: Steps,
  reservation_id: string,
  begun: BegunAttempt,
  n: number,
): Promise<Answer> {
  const { reference, resumed } = begun.attempt!
  // an attempt that an earlier run began may have reached the partner: it is looked up before anything else
  let answer: Answer = resumed
    ? { fault: 'look_up', message: 'the run that asked was interrupted', todo: '', after_ms: 0 }
    : await steps.step(`reserve ${n}`, () => reserveAtPartner(ctx, reservation_id, begun))
  let absences = 0
  for (const [k, wait_ms] of LOOK_UPS_MS.entries()) {
    if (!isFault(answer) || (answer.fault !== 'look_up' && answer.fault !== 'retry')) return answer
    await steps.sleep(`wait ${n}.${k}`, Math.max(wait_ms, answer.after_ms))
    if (answer.fault === 'retry') {
      answer = await steps.step(`reserve ${n}.${k}`, () => reserveAtPartner(ctx, reservation_id, begun))
      continue
    }
    const found: Booking | null | Fault = await steps.step(`look up ${n}.${k}`, () =>
      find(ctx, begun, reference, reservation_id),
    )
    if (found !== null && !isFault(found)) return { outcome: 'confirmed', booking: found }
    if (found === null && ++absences >= ABSENCES) return { outcome: 'absent' }
  }
  return answer
}

async function reserveAtPartner(
  ctx: Context,
  reservation_id: string,
  begun: BegunAttempt,
): Promise<Reserved | Fault> {
  const ticketing = await openTicketing(ctx, begun.connection_id)
  const answer = await outcomeOf(
    able(
      ticketing,
      'reserve',
      'reserve',
    )({
      reference: begun.attempt!.reference,
      reservation_id,
      performance: begun.performance_reference,
      allotment: begun.allotment as Json,
      seats: begun.seats,
      access_needs: begun.access_needs as AccessNeed[],
    }),
  )
  return isFault(answer) && answer.fault === 'reject'
    ? { outcome: 'rejected', reason: answer.message }
    : answer
}

async function find(
  ctx: Context,
  begun: BegunAttempt,
  reference: string,
  reservation_id: string,
): Promise<Booking | null | Fault> {
  const ticketing = await openTicketing(ctx, begun.connection_id)
  return outcomeOf(able(ticketing, 'reserve', 'findBooking')(reference, reservation_id))
}

async function end(
  ctx: Context,
  reservation_id: string,
  begun: BegunAttempt,
  answer: Exclude<Answer, Fault>,
): Promise<State> {
  const common = { reservation_id, reference: begun.attempt!.reference, now: ctx.now() }
  if (answer.outcome !== 'confirmed') {
    const detail = answer.outcome === 'rejected' ? answer.reason : answer.outcome
    const state = answer.outcome === 'absent' ? 'absent' : 'refused'
    return (await ctx.db.call('end_attempt', { ...common, state, detail })).state as State
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
    return 'held'
  }
  return (await ctx.db.call('end_attempt', { ...common, state: 'confirmed', order, positions }))
    .state as State
}

async function release(ctx: Context, steps: Steps, reservation_id: string, reason: string): Promise<State> {
  const done = await steps.step('release', () =>
    ctx.db.call('release', { reservation_id, reason, now: ctx.now() }),
  )
  return done.state as State
}
