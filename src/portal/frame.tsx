import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import type { AppEnv, Language } from '../platform/http.ts'
import { limitBody } from '../platform/limit-body.ts'
import { isSecure } from './sign-in/cookie.ts'

const MAX_FORM_BYTES = 32 * 1024
const LANGUAGE_COOKIE = 'fauteuil_lang'
const A_YEAR_S = 365 * 24 * 3600

/** Everything a page may load is its own style sheet and mark; a form goes nowhere else, and no page frames it. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  vary: 'Cookie, Accept-Language',
}

/** A language that was once chosen stays, whatever the browser prefers. */
export const keepLanguage = createMiddleware<AppEnv>(async (c, next) => {
  const chosen = c.req.query('lang')
  const kept = getCookie(c, LANGUAGE_COOKIE)
  if (isLanguage(chosen)) {
    setCookie(c, LANGUAGE_COOKIE, chosen, {
      path: '/',
      maxAge: A_YEAR_S,
      sameSite: 'Lax',
      httpOnly: true,
      secure: isSecure(c),
    })
  } else if (isLanguage(kept)) c.set('language', kept)
  await next()
})
const isLanguage = (word: string | undefined): word is Language => word === 'fr' || word === 'en'

export const limitForms = limitBody(MAX_FORM_BYTES)

/** A form counts only from a page of ours, whichever of our two addresses the browser knows. */
export const ownForms = csrf({
  origin: (origin, c) =>
    origin === new URL(c.req.url).origin ||
    origin === new URL((c.get('ctx') as AppEnv['Variables']['ctx']).origin).origin,
})
