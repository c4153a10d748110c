import { deleteCookie, setCookie } from 'hono/cookie'
import { KEY_COOKIE } from '../../people/index.ts'
import type { Request } from '../../platform/http.ts'

export const isSecure = (c: Request): boolean => c.get('ctx').origin.startsWith('https:')

/** Until the browser is closed: these pages are often read on shared machines. */
export function keepKey(c: Request, key: string): void {
  setCookie(c, KEY_COOKIE, key, { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(c) })
}

export function forgetKey(c: Request): void {
  deleteCookie(c, KEY_COOKIE, { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(c) })
}
