import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** A structure's public key, as a part of a route. */
export const KEY = ':key{pk_[0-9A-Za-z]{22}}'

const ANY = { origin: '*', allowMethods: ['GET', 'POST'], maxAge: 86_400 }
const answered = cors(ANY)

/** To pages of any site: refusals too, or the page's author could not read why. */
export const OPEN: MiddlewareHandler = async (c, next) => {
  const preflight = await answered(c, next)
  if (!preflight) c.header('access-control-allow-origin', ANY.origin)
  return preflight
}
