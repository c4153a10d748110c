import type { AccessNeed, Booking, Json, Reserved } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import type { BegunAttempt } from '../platform/verbs.ts'
import { ASKED_AGAIN, isFault, isPassing, outcomeOf, type Fault } from './partner-outcome.ts'
import type { Steps } from './steps.ts'

/** Looks for an answer that never came; the last is the sixth, after about seven minutes. */
const LOOK_UPS_MS = [2_000, 10_000, 30_000, 60_000, 120_000, 240_000]
/** A booking that a look-up does not find may still be on its way into the partner's books: it must be missing twice. */
const ABSENCES = 2
/** The calls of a run that was interrupted, or that still goes on beside this one, have ended after this long. */
const UNDER_WAY_MS = 60_000

export type Answer = Reserved | Fault | { outcome: 'absent' }
const ABSENT = { outcome: 'absent' } as const

/** One attempt to its end: booked, refused, surely absent, or a fault that only a person can end. */
export async function ask(
  ctx: Context,
  steps: Steps,
  reservation_id: string,
  begun: BegunAttempt,
  n: number,
): Promise<Answer> {
  // an attempt that an earlier run began may have reached the partner: it is looked up before anything else
  let answer: Answer = begun.attempt!.resumed
    ? {
        fault: 'look_up',
        message: 'The run that asked was interrupted.',
        todo: ASKED_AGAIN,
        after_ms: UNDER_WAY_MS,
      }
    : await steps.step(`reserve ${n}`, () => reserveAtPartner(ctx, reservation_id, begun))
  let absences = 0
  for (const [k, wait_ms] of LOOK_UPS_MS.entries()) {
    if (!isFault(answer) || !isPassing(answer)) return answer
    await steps.sleep(`wait ${n}.${k}`, Math.max(wait_ms, answer.after_ms))
    if (answer.fault === 'retry') {
      answer = await steps.step(`reserve ${n}.${k}`, () => reserveAtPartner(ctx, reservation_id, begun))
      continue
    }
    const found = await steps.step(`look up ${n}.${k}`, () => find(ctx, reservation_id, begun))
    if (found !== null && !isFault(found)) return isBooked(found) ? confirmed(found) : ABSENT
    if (found === null && ++absences >= ABSENCES) return ABSENT
    if (found !== null && !isPassing(found)) return found
    answer = { ...answer, message: found?.message ?? answer.message, after_ms: found?.after_ms ?? 0 }
  }
  return answer
}

const confirmed = (booking: Booking) => ({ outcome: 'confirmed', booking }) as const
/** One that the venue has cancelled meanwhile is there no more. */
const isBooked = ({ seats }: Booking): boolean => seats.some(({ status }) => status === 'valid')

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
  reservation_id: string,
  begun: BegunAttempt,
): Promise<Booking | null | Fault> {
  const ticketing = await openTicketing(ctx, begun.connection_id)
  return outcomeOf(able(ticketing, 'reserve', 'findBooking')(begun.attempt!.reference, reservation_id))
}
