import { cors } from 'hono/cors'

/** A structure's public key, as a part of a route. */
export const KEY = ':key{pk_[0-9A-Za-z]{22}}'

/** To pages of any site. */
export const OPEN = cors({ origin: '*', allowMethods: ['GET', 'POST'], maxAge: 86_400 })
