import { getCookie } from 'hono/cookie'
import type { FrontRequest, Request } from '../platform/http.ts'

export const KEY_COOKIE = 'fauteuil_key'

/** The access key that a request carries: a bearer, or the cookie that signing in on a page left. */
export function sentKey(c: Request | FrontRequest): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  return bearer ?? getCookie(c, KEY_COOKIE)
}
