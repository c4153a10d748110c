import { PartnerFault } from '../../adapters/contract/index.ts'

/** A partner's fault as a value that a saga's step can remember; what is not a partner's fault is thrown on. */
export interface Fault {
  fault: PartnerFault['act']
  message: string
  todo: string
  after_ms: number
}

/** What there is to do about a fault that passes. */
export const ASKED_AGAIN =
  'Nothing need be done yet: the venue is asked again by itself. If this lasts, call the venue.'
const TELL_VENDOR = 'Tell the vendor of the ticketing what is shown here; then start the reservation again.'

export async function outcomeOf<T>(call: Promise<T>): Promise<T | Fault> {
  try {
    return await call
  } catch (cause) {
    if (!(cause instanceof PartnerFault)) throw cause
    return {
      fault: cause.act,
      message: cause.message,
      todo: 'todo' in cause ? String(cause.todo) : passes(cause.act) ? ASKED_AGAIN : TELL_VENDOR,
      after_ms: 'after_ms' in cause ? Number(cause.after_ms) : 0,
    }
  }
}

export const isFault = (outcome: object | null): outcome is Fault => outcome !== null && 'fault' in outcome

/** It passes by itself: the partner is asked again, now or by the next run. */
export const isPassing = ({ fault }: Fault): boolean => passes(fault)
const passes = (act: Fault['fault']): boolean => act === 'retry' || act === 'look_up'
