import * as fc from 'fast-check'
import { cartViolations } from '../checks/consents.ts'
import { ask, codeOf } from '../client.ts'
import { either, kind, nth, some, type Play } from '../play.ts'
import { cartName, choose, isClean, tell, tokenOf, type Cart } from '../subscribers.ts'
import { pay } from './gifts.ts'

/** What the edge Worker in front of a ticketing tells: what was chosen in a cart, and the order that the cart became. */

/** From one choice to the next, or to the order, somebody reads and clicks. */
const BETWEEN_MS = 2_000
const cents = fc.integer({ min: 50, max: 3_000 })
const times = fc.integer({ min: 1, max: 2 })

export const subscribe = kind(
  'subscribe through the edge',
  {
    theatre: either,
    choices: fc.array(cents, { minLength: 1, maxLength: 3 }),
    told: fc.constantFrom('in order', 'the order first', 'at once'),
    times,
    same_browser: fc.boolean(),
  },
  async (play, { theatre, choices, told, times: often, same_browser }) => {
    const name = (same_browser && lastOf(play, theatre)) || cartName(play)
    const cart: Cart = { theatre, name, choices: [], order: '', settled: false, late: false }
    for (const one of choices) {
      const choice = await choose(play, theatre, one)
      if (choice) cart.choices.push({ choice, told: 'refused' })
    }
    if (cart.choices.length === 0) return false
    const [order] = await pay(play, theatre, [choices.at(-1)!])
    cart.order = order!
    play.known.carts.push(cart)
    if (told === 'the order first') await tellOrder(play, cart, often)
    if (told === 'at once') await Promise.all([tellChoices(play, cart, often), tellOrder(play, cart, often)])
    else await tellChoices(play, cart, often)
    cart.late = told !== 'in order'
    if (cart.late) return true
    cart.settled = await tellOrder(play, cart, often)
    await play.waiting.quiet()
    play.scene.complaints.push(...(await cartViolations(play, cart)).map((what) => `at once: ${what}`))
    return true
  },
)

/** The same is told once more, whenever. */
export const again = kind(
  'the edge tells again',
  { which: some, choice: fc.option(some), times },
  async (play, { which, choice: at, times: often }) => {
    const cart = nth(play.known.carts, which)
    if (!cart) return false
    const chosen = at === null ? undefined : nth(cart.choices, at)
    if (chosen) {
      cart.late = true
      await tell(play, cart.theatre, 'consents', { ...chosen.choice, cart: cart.name }, often)
    } else await tellOrder(play, cart, often)
    return true
  },
)

const FORGERIES = ['no token', 'the other theatre’s token', 'a key of the structure'] as const

/** Nobody but the structure's own edge tells of its carts: all else is refused, and nothing of it is kept. */
export const forgeEdge = kind(
  'forge what an edge tells',
  { theatre: either, how: fc.constantFrom(...FORGERIES) },
  async (play, { theatre, how }) => {
    const { step, structure } = play.territory.theatres[theatre]!
    const choice = await choose(play, theatre, 500)
    if (!choice) return false
    const others = tokenOf(play, 1 - theatre)
    const bearer = {
      'no token': '',
      'the other theatre’s token': others,
      'a key of the structure': structure.key,
    }[how]
    const headers = { authorization: `Bearer ${bearer}` }
    for (const [what, body] of Object.entries({ consents: choice, orders: { order: 'FORGED' } })) {
      const path = `/edge/${step.key}/${what}`
      const cart = cartName(play)
      const answer = await ask(play.scene, { method: 'POST', path, headers, body: { ...body, cart } })
      if (answer !== null && codeOf(answer) !== 'edge_not_proven')
        play.scene.complaints.push(`I9: ${what} told by ${how} were answered ${JSON.stringify(answer)}`)
    }
    const kept = await play.rows('select from consent where intent = $1', [choice.intent])
    if (kept.length > 0) play.scene.complaints.push(`I9: what was told by ${how} is kept`)
    return true
  },
)

/** The cookie of a browser that has bought before stays. */
function lastOf({ known }: Play, theatre: number): string | undefined {
  const last = known.carts.findLast((cart) => cart.theatre === theatre)
  return last && isClean(known.carts, last.name) ? last.name : undefined
}

async function tellChoices(play: Play, cart: Cart, often: number): Promise<void> {
  for (const chosen of cart.choices) {
    const body = { ...chosen.choice, cart: cart.name }
    const answers = await tell(play, cart.theatre, 'consents', body, often)
    if (answers.some((answer) => answer?.status === 204)) chosen.told = 'kept'
    else if (answers.includes(null)) chosen.told = 'nobody knows'
    await play.waiting.pass(BETWEEN_MS, { cron: play.cron })
  }
}

async function tellOrder(play: Play, { theatre, name, order }: Cart, often: number): Promise<boolean> {
  const answers = await tell(play, theatre, 'orders', { cart: name, order }, often)
  return answers.some((answer) => answer?.status === 204)
}

export const EDGE_STORIES = [
  [subscribe],
  [subscribe, subscribe],
  [subscribe, again],
  [subscribe, again, again],
] as const

export const edgeKinds = [subscribe, subscribe, subscribe, again, forgeEdge]
