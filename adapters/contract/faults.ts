/**
 * What goes wrong at a partner, sorted by who has to act. Expected outcomes (sold out, not ready) are values
 * of the interface, never one of these.
 */
export abstract class PartnerFault extends Error {
  abstract readonly act: 'retry' | 'look_up' | 'reject' | 'person' | 'vendor'
  override get name(): string {
    return this.constructor.name
  }
}

/** Nothing was done at the partner; the same call may go through after `after_ms`. */
export class RetryLater extends PartnerFault {
  readonly act = 'retry'
  readonly after_ms: number
  constructor(message: string, after_ms = 5_000) {
    super(message)
    this.after_ms = after_ms
  }
}

/** A write was sent and its answer never came (or made no sense): it must be looked up by reference, never repeated blindly. */
export class OutcomeUnknown extends PartnerFault {
  readonly act = 'look_up'
}

/** The partner understood the call and says no; repeating it changes nothing. */
export class PartnerRejects extends PartnerFault {
  readonly act = 'reject'
  readonly status: number
  readonly body: string
  constructor(message: string, status: number, body = '') {
    super(message)
    this.status = status
    this.body = body
  }
}

/** Someone has to change something (a revoked token, a deleted event); `todo` tells them what. */
export class PersonMustAct extends PartnerFault {
  readonly act = 'person'
  readonly todo: string
  constructor(message: string, todo: string) {
    super(message)
    this.todo = todo
  }
}

/** The partner answered something that its own description does not allow. */
export class PartnerBrokeContract extends PartnerFault {
  readonly act = 'vendor'
}
