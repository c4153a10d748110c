/** The SQL verbs, each in a file beside the TypeScript that calls it, and what each answers. */

/** Those that a key may ask for, through `once`. */
export interface OnceAnswers {
  create_organisation: object
  create_key: { id: string; organisation_id: string; label: string }
  revoke_key: { id: string; revoked: true }
  create_season: object
  create_connection: object
  open_payment: { payment: string; url: string; ends_at: string }
  change_connection: { id: string }
  record_connection: object
  rotate_hook: { id: string; hook_generation: number }
  create_convention: object
  propose_version: Approved
  approve: Approved
  propose_surplus: Approved
  propose_invitation: Approved
  change_allotment: { id: string; seats: number; seats_left: number }
  sync_performances: { performances: number; called_off: string[] }
  reserve: { id: string; state: 'held'; seats: number; convention_id: string }
  give_back: { reservation_id: string; returning: string[]; drive: number }
  wait_for_seats: { id: string; state: 'waiting' }
  leave_waiting: { id: string; state: 'left' }
  answer_waiting: { id: string; state: 'held' | 'released'; invitation_id: string }
  close_evening: { used: number; unused: number }
  set_step: { key: string; edge_generation: number }
  replay_hook: { id: string; state: 'received' }
}
export type OnceVerb = keyof OnceAnswers

/** `in_effect`: the approvals that it needs are there, and it was carried out. */
export interface Approved {
  id: string
  convention_id: string
  approvals: ('structure' | 'operator')[]
  in_effect: boolean
}

/** Those that only we call: the queue, the Workflow and cron. */
export interface Answers extends OnceAnswers {
  post_gifts: { conventions: string[]; suspended: number }
  post_suspended: { conventions: string[]; posted: number }
  convert: {
    opened: number
    withdrawn: number
    surplus_cents: number
    shortfall_cents: number
    fund_cents: number
    /** there were more changes than one run takes; call again */
    more: boolean
  }
  book_fees: { booked: number }
  record_payouts: { payouts: number }
  roll_up: { moved: boolean }
  store_hook: { outcome: 'stored' | 'duplicate' | 'unknown' }
  store_account_hook: { outcome: 'stored' | 'duplicate' | 'unknown' }
  settle_hooks: null
  erase_hooks: null
  erase_tickets: { erased: number }
  purge_idempotency: { purged: number }
  begin_attempt: BegunAttempt
  end_attempt: { state: string; orphan: boolean }
  issue: { state: string }
  release: { state: string; invitation_id?: string }
  settle_return: { returned: number; invitation_id: string }
  returning_seats: ReturningSeats | null
  record_scans: { used: number; undone: number }
  record_lost: { lost: number; resumed: { id: string; drive: number }[] }
  keep_attendance_cursor: null
  claim_halted: { id: string; drive: number }[]
  ask_waiting: { asked: string | null }
  end_turns: string[]
  keep_books: { differences: number }
  audit_books: {
    checked: { conventions: number; postings: number; gifts: number }
    /** figures of the report, recomputed; zeros may be missing */
    report: Record<string, number>
    differences: {
      kind: string
      convention_id: string
      place: string
      ours: string | null
      theirs: string | null
    }[]
    more: number
  }
  steps_now: StepSource[]
  steps_counted: StepCounted[]
  count_carts: null
  switch_off_step: { switched_off: boolean }
  keep_step_version: null
  keep_consent: null
  /** null: nothing was chosen in that cart */
  name_order: { intent: string | null }
  purge_consents: { purged: number }
  keep_audit: null
  keep_troubles: null
  mail_sent: null
  claim_ticketing: null
  raise_trouble: null
  resolve_trouble: null
}
export type Verb = keyof Answers

export interface BegunAttempt {
  state: 'asked' | 'held' | 'booked' | 'issued' | 'released' | 'returned'
  connection_id: string
  performance_reference: string
  partner_order: string | null
  access_needs: string[]
  allotment: unknown
  seats: number
  called_off: boolean
  attempt: { number: number; reference: string; state: 'started' | 'confirmed'; resumed: boolean } | null
}

export interface ReturningSeats {
  connection_id: string
  order: string
  /** every seat of the booking is on its way back, or already was */
  whole: boolean
  seats: { id: string; position: string }[]
}

/** Of one structure, all that its donation step is made of; see `src/step/steps_now.sql`. */
export interface StepSource {
  structure_id: string
  key: string
  origins: string[]
  max_cents: number
  /** 0 while it is switched off */
  shown_percent: number
  trial: number
  edge_generation: number
  /** the structure's own words by language */
  texts: Record<string, { title?: string; lead?: string }>
  structure: string
  association: string | null
  /** null while no convention has collected */
  terms: null | {
    /** else it is the last that did */
    collects: boolean
    seat_price_cents: number
    planned_seats: number
    holder: 'structure' | 'donee'
    receipt: 'association' | 'structure' | 'none'
    /** seats so far, and what waits in the fund for the next one */
    opened: number
    left_cents: number
  }
  connections: { platform: string; settings: unknown; provision: unknown }[]
}

/** Carts of one step since it was last set; see `src/step/guard/steps_counted.sql`. */
export interface StepCounted {
  structure_id: string
  trial: number
  shown_percent: number
  shown: { begun: number; finished: number }
  not_shown: { begun: number; finished: number }
}
