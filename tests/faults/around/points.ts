/** A line that faults happen on: the Worker's calls to the database and to partners, and their webhooks to it. */
export const SIDES = ['database', 'partner', 'hooks'] as const
export type Side = (typeof SIDES)[number]

export const DATABASE_ACTS = [
  'refuse',
  'lose the answer',
  'delay',
  'kill the Worker before',
  'kill the Worker during',
  'kill the Worker after',
  'kill the database before',
  'kill the database during',
  'kill the database after',
] as const
export const PARTNER_ACTS = [
  'answer 500',
  'answer 503',
  'answer 429 with Retry-After',
  'answer nonsense',
  'answer nonsense after',
  'lose the answer',
  'time out after',
  'time out, then arrive late',
  'drip slowly',
  'kill the Worker before',
  'kill the Worker during',
  'kill the Worker after',
] as const
export const HOOK_ACTS = [
  'answer 503',
  'lose the request',
  'lose the answer',
  'deliver twice at once',
  'tell again under another id',
  'let others overtake it',
  'deliver days late',
] as const
export interface Acts {
  database: (typeof DATABASE_ACTS)[number]
  partner: (typeof PARTNER_ACTS)[number]
  hooks: (typeof HOOK_ACTS)[number]
}
export type Act = Acts[Side]

/** What goes wrong at the nth call of this name from now on, and at the calls of that name after it, `times` in all. */
export interface Fault {
  side: Side
  /** `*`: any call on this side */
  point: string
  nth: number
  times: number
  act: Act
}

/** The named points of one schedule: what is armed there, and what has happened. */
export class Points {
  #armed: (Fault & { met: number })[] = []
  #met = 0
  /** told of each fault that happened, and where */
  readonly #tell: (side: Side, act: Act, point: string) => void

  constructor(tell: (side: Side, act: Act, point: string) => void) {
    this.#tell = tell
  }

  arm(fault: Fault): void {
    this.#armed.push({ ...fault, met: 0 })
  }

  /** Nothing is armed, and nothing has happened yet. */
  get calm(): boolean {
    return this.#armed.length === 0 && this.#met === 0
  }

  /** The storm is over. */
  disarm(): void {
    this.#armed = []
  }

  /** A call of this name begins: what happens to it, if anything. */
  meet<S extends Side>(side: S, point: string): Acts[S] | null {
    const here = this.#armed.filter(
      (fault) => fault.side === side && (fault.point === '*' || fault.point === point),
    )
    for (const fault of here) fault.met += 1
    const acting = here.find(({ met, nth }) => met >= nth)
    if (!acting) return null
    if (acting.met >= acting.nth + acting.times - 1) this.#armed.splice(this.#armed.indexOf(acting), 1)
    this.#met += 1
    this.#tell(side, acting.act, point)
    return acting.act as Acts[S]
  }
}
