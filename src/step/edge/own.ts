import { script } from 'acs-script'
import type { PublishedStep } from '../configuration.ts'
import { STEP_STYLE } from '../element/style.ts'
import { cartOf } from './cart.ts'
import type { EdgeEnv } from './env.ts'
import { OURS, pageStyle } from './inject.ts'
import { readWithin } from './read-within.ts'
import { tell } from './tell.ts'

const MAX_BODY_BYTES = 4_096

/** What lies below `OURS`: the script, its style, and the way to Fauteuil for what was chosen in a cart. */
export async function answerOwn(
  request: Request,
  env: EdgeEnv,
  known: () => Promise<PublishedStep | null>,
): Promise<Response> {
  const what = new URL(request.url).pathname.slice(OURS.length)
  if (what === 'acs.js') return asset(script, 'text/javascript')
  if (what === 'acs.css') return asset(STEP_STYLE, 'text/css')
  if (what === 'page.css') {
    const place = (await known())?.place
    return asset(place ? pageStyle(place) : '', 'text/css')
  }
  if (request.method !== 'POST' || what !== `step/${env.STRUCTURE}/consents`) return empty(404)
  // another site's page may bring the cart's cookie along; browsers say so
  if (!['same-origin', null].includes(request.headers.get('sec-fetch-site'))) return empty(403)
  const body = await readWithin(request.body, MAX_BODY_BYTES)
  if (body === null) return empty(413)
  try {
    const place = (await known())?.place
    const cart = place && env.EDGE_TOKEN ? await cartOf(request, place, env.STRUCTURE) : null
    // no order will ever name it
    if (cart === null) return empty(204)
    return await tell(env, 'consents', { ...(JSON.parse(body) as object), cart })
  } catch {
    return empty(503)
  }
}

const empty = (status: number): Response => new Response(null, { status })

const asset = (text: string, type: string): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    },
  })
