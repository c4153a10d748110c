import * as fc from 'fast-check'
import { askApi, codeOf, type Answer, type Write } from './client.ts'
import type { Scene } from './scene.ts'
import type { Asked, Cart } from './subscribers.ts'
import type { Territory } from './territory.ts'
import type { Waiting } from './time.ts'

/** What whoever asked does with a good answer. */
type Heed = (answer: Answer) => Promise<void>

/** What is known from outside of what was done, by whoever did it: what must be so in the end, whatever went wrong. */
export interface Known {
  /** what the public has paid and not been paid back: by theatre and order, in cents */
  gifts: Map<string, { theatre: number; cents: number; paid_first_cents: number; closed: boolean }>
  /** the same by card, by payment; `arrived`: null when the debit failed */
  cards: Map<
    string,
    {
      reference: string
      cents: number
      arrived: boolean | null
      refunds: { id: string; cents: number; failed: boolean }[]
      dispute: { id: string; outcome: 'won' | 'lost' | null } | null
    }
  >
  /** how many choices were made in a step of ours */
  choices: number
  /** those that their page asked to be paid, by intent */
  asked: Map<string, Asked>
  /** carts of which an edge Worker told */
  carts: Cart[]
  /** what a structure's edge Worker proves itself with, where it was made anew since the beginning */
  edge_tokens: Map<string, string>
  /** on their way to the bank */
  payouts: string[]
  /** that were answered 201 */
  reservations: { id: string; relay: number; invitation_id: string; seats: number }[]
  /** seats that their relay, or a person, has given back */
  given_back: Set<string>
  /** seats that their venue has cancelled behind our back, by its own name for them */
  broken: Set<string>
  /** performances that their venue has cancelled, by our id */
  called_off: Set<string>
  /** every write that has its answer */
  answered: { asked: Write; answer: Answer }[]
  /** writes whose answer never came: whoever asked will ask again */
  unanswered: { asked: Write; heed: Heed }[]
  /** webhooks that nobody can understand, by their event; a person leaves them aside */
  nonsense: Set<string>
  /** of the secrets: how many master keys there were, and what was renewed since the last */
  rotation: { keys: number; done: Set<string> }
}

/** A schedule being played: what it stands on, and what is known of it. */
export class Play {
  readonly scene: Scene
  readonly waiting: Waiting
  readonly known: Known = {
    gifts: new Map(),
    cards: new Map(),
    choices: 0,
    asked: new Map(),
    carts: [],
    edge_tokens: new Map(),
    payouts: [],
    reservations: [],
    given_back: new Set(),
    broken: new Set(),
    called_off: new Set(),
    answered: [],
    unanswered: [],
    nonsense: new Set(),
    rotation: { keys: 1, done: new Set() },
  }
  /** cron is called while time passes */
  cron = true
  #writes = 0

  constructor(scene: Scene, waiting: Waiting) {
    this.scene = scene
    this.waiting = waiting
  }

  get territory(): Territory {
    return this.scene.ground.territory
  }

  /** Rows of our own database, looked at from outside; none while it is down. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    if (!this.scene.ground.cluster.isUp()) return []
    return (await this.scene.pg.query<Row>(sql, values)).rows
  }

  /** A write of the API under a key of its own; when no answer comes, it is asked again until one does. */
  async write(asked: Omit<Write, 'key'>, heed: Heed = async () => undefined): Promise<Answer | null> {
    const whole = { ...asked, key: `write-${++this.#writes}-of-${this.scene.schedule}` }
    return this.#ask(whole, heed)
  }

  /** A relay asks for seats. */
  async reserve({
    relay,
    ...wish
  }: {
    relay: number
    invitation_id: string
    guests: number
    companions: number
  }) {
    const actor = this.territory.relays[relay]!
    const asked = { actor, method: 'POST', path: '/v1/reservations', body: wish } as const
    await this.write(asked, async ({ body: held }) => {
      const { id } = held as { id: string }
      const { invitation_id, guests, companions } = wish
      this.known.reservations.push({ id, relay, invitation_id, seats: guests + companions })
    })
  }

  /** Asks again, in the same words, whatever has had no answer. */
  async askAgain(): Promise<void> {
    for (const { asked, heed } of this.known.unanswered.splice(0)) {
      this.scene.tally.count('client', 'asked again in the same words')
      await this.#ask(asked, heed)
    }
  }

  async #ask(asked: Write, heed: Heed): Promise<Answer | null> {
    const answer = await askApi(this.scene, asked)
    if (answer === null) {
      this.known.unanswered.push({ asked, heed })
      return null
    }
    if (answer.status < 300) {
      this.known.answered.push({ asked, answer })
      await heed(answer)
    }
    this.scene.tally.count('answers to writes', answer.status < 300 ? 'done' : codeOf(answer))
    return answer
  }
}

/** One step of a schedule: printed as it is, so that a failing schedule can be read, kept, and played again. */
export interface Step {
  toString(): string
  name: string
  values: object
  /** false: there was nothing that it could be about, and it was left out */
  act(play: Play): Promise<boolean>
}

/** A kind of step: any of it as a schedule draws it, or this very one. */
export interface Kind<Drawn extends object> {
  name: string
  any: fc.Arbitrary<Step>
  of(values: Drawn): Step
}

/** @param act what it does with what was drawn for it; answers false when there was nothing that it could be about */
export function kind<Drawn extends object>(
  name: string,
  drawn: { [Key in keyof Drawn]: fc.Arbitrary<Drawn[Key]> },
  act: (play: Play, drawn: Drawn) => Promise<boolean | void>,
): Kind<Drawn> {
  const of = (values: Drawn): Step => ({
    name,
    values,
    toString: () => `${name} ${JSON.stringify(values)}`,
    act: async (play) => (await act(play, values)) !== false,
  })
  return { name, of, any: fc.record(drawn).map((values) => of(values as Drawn)) }
}

/** The nth of a list, however long it is; undefined when it is empty. */
export const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

export const some = fc.nat({ max: 30 })
export const either = fc.nat({ max: 1 })
