import { createHash } from 'node:crypto'
import { STEP_LANGUAGES } from '../../src/step/configuration.ts'
import { ask, codeOf, type Answer } from './client.ts'
import type { Play } from './play.ts'
import { PAGES } from './territory.ts'

/** What someone chose in a step, as its page sends it. */
export interface Choice {
  intent: string
  version: string
  language: string
  cents: number
  typed: string
}
/** A choice that its page asked to be paid. */
export interface Asked {
  choice: Choice
  /** what was published when it was asked first: its words go to the provider with it */
  published: string
  /** where it can be paid, as it was answered: more than one only when the first was over */
  pages: string[]
  payments: string[]
}
/** A cart that the edge Worker of a theatre tells apart. */
export interface Cart {
  theatre: number
  name: string
  choices: { choice: Choice; told: 'kept' | 'refused' | 'nobody knows' }[]
  order: string
  /** the order was answered 204, after all choices: its consent is known then */
  settled: boolean
  /** something of it was told when its order had been told already: that stays until the night */
  late: boolean
}

/** What makes one name of another, the same in each play of a schedule. */
const drawn = (from: string): string => createHash('sha256').update(from).digest('hex')

/** Someone reads the step and chooses: no database is asked for it, so it is there whatever became of that. Null: no Worker is up. */
export async function choose(play: Play, theatre: number, cents: number): Promise<Choice | null> {
  const { known, scene, territory } = play
  const n = ++known.choices
  const language = STEP_LANGUAGES[n % STEP_LANGUAGES.length]!
  const path = `/step/${territory.theatres[theatre]!.step.key}/${language}.json`
  const answer = await ask(scene, { method: 'GET', path, headers: {} })
  if (answer === null) return null
  if (answer.status !== 200) {
    scene.complaints.push(`The step was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return null
  }
  const hex = drawn(`${scene.schedule} ${theatre} ${n}`)
  const intent = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  const typed = n % 2 === 0 ? '' : (cents / 100).toFixed(2)
  return { intent, version: String(answer.body['version']), language, cents, typed }
}

/** The name of a cart, as a hash of the ticketing's cookie. */
export const cartName = ({ scene, known }: Play): string =>
  drawn(`${scene.schedule} cart ${known.carts.length}`)

/** Of this name nothing is left: each order was told after its choices, and is known to have come through. */
export const isClean = (carts: readonly Cart[], name: string): boolean =>
  carts.every((cart) => cart.name !== name || (cart.settled && !cart.late))

/** Presses the button so often at once. Answers what was answered; null where nobody knows what was done. */
export async function press(play: Play, choice: Choice, times: number): Promise<(Answer | null)[]> {
  const { key } = play.territory.theatres[0]!.step
  const path = `/step/${key}/payments`
  const headers = { 'content-type': 'text/plain;charset=UTF-8', origin: PAGES }
  const once = async () => ask(play.scene, { method: 'POST', path, headers, body: choice })
  return tallied(play, 'payments', await Promise.all(Array.from({ length: times }, once)))
}

/** What the edge Worker of a theatre proves itself with. */
export const tokenOf = ({ known, territory }: Play, theatre: number): string => {
  const { step, structure } = territory.theatres[theatre]!
  return known.edge_tokens.get(structure.organisation_id) ?? step.edge_token
}

/** The edge Worker tells something so often at once. */
export async function tell(
  play: Play,
  theatre: number,
  what: 'consents' | 'orders',
  body: object,
  times: number,
): Promise<(Answer | null)[]> {
  const { step } = play.territory.theatres[theatre]!
  const path = `/edge/${step.key}/${what}`
  const headers = { authorization: `Bearer ${tokenOf(play, theatre)}` }
  const once = async () => ask(play.scene, { method: 'POST', path, headers, body })
  const answers = tallied(play, what, await Promise.all(Array.from({ length: times }, once)))
  // a token may have been made anew by an answer that never came
  const unsure = play.known.unanswered.some(({ asked }) => asked.path === '/v1/steps')
  for (const answer of answers) {
    if (answer === null || answer.status === 204 || (unsure && codeOf(answer) === 'edge_not_proven')) continue
    play.scene.complaints.push(`An edge told ${what} and was answered ${JSON.stringify(answer)}`)
  }
  return answers
}

function tallied({ scene }: Play, what: string, answers: (Answer | null)[]): (Answer | null)[] {
  for (const answer of answers) {
    const said = answer === null ? 'none' : answer.status < 300 ? 'done' : codeOf(answer)
    scene.tally.count('answers to pages and edges', `${what}: ${said}`)
  }
  return answers
}
