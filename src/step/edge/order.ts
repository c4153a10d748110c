import type { StepPlace } from '../../../adapters/contract/index.ts'
import { cartOf } from './cart.ts'
import type { EdgeEnv } from './env.ts'
import { readWithin } from './read-within.ts'
import { tell } from './tell.ts'

/** What only says where to go on is short; what is longer is data of the ticketing's own. */
const MAX_SAID_BYTES = 16_384
/** With these, browsers go on. */
const REDIRECTS = [301, 302, 303, 307, 308]

/** Where an answer sends the browser: by its head, or, where a script has asked, by a `redirect` in its JSON; null: nowhere. */
export async function leadsTo(answer: Response): Promise<string | null> {
  if (REDIRECTS.includes(answer.status)) return answer.headers.get('location')
  const is_json = answer.headers.get('content-type')?.startsWith('application/json')
  if (answer.status !== 200 || !is_json) return null
  return readWithin(answer.clone().body, MAX_SAID_BYTES)
    .then((text) => (text === null ? null : redirectIn(JSON.parse(text))))
    .catch(() => null)
}

const redirectIn = (said: { redirect?: unknown } | null): string | null =>
  typeof said?.redirect === 'string' ? said.redirect : null

/** The code of the order that such a path is of; null where it is of none. */
export const orderOf = (
  pathname: string | undefined,
  { ordered }: Pick<StepPlace, 'ordered'>,
): string | null =>
  pathname?.startsWith(ordered) ? pathname.slice(ordered.length).split('/')[0] || null : null

/**
 * The code of the order that an answer leads to, where it is the one with which a cart became an order: the pages of an order lead
 * to each other too, as when it is paid later.
 */
export function orderIn(request: Request, leads: string | null, place: StepPlace): string | null {
  const from = new URL(request.url)
  if (leads === null || orderOf(from.pathname, place) !== null) return null
  return orderOf(URL.parse(leads, from)?.pathname, place)
}

/** What was chosen on the page itself is told first, though both leave at once where that page makes the order. */
const AFTER_MS = 2_000

/** A cart became an order: what was chosen in it is named as that order's consent. */
export async function tellOrder(
  request: Request,
  env: EdgeEnv,
  place: StepPlace,
  order: string,
): Promise<void> {
  const cart = await cartOf(request, place, env.STRUCTURE)
  if (!cart) return
  await scheduler.wait(AFTER_MS)
  await tell(env, 'orders', { cart, order })
}
