import { DrizzleQueryError } from 'drizzle-orm/errors'
import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { RequestIdVariables } from 'hono/request-id'
import { matchedRoutes } from 'hono/route'
import type { Context, FrontContext } from './context.ts'
import { problemOf } from './database.ts'
import type { Env } from './env.ts'
import { Problem, PROBLEMS } from './problems.ts'

export type Language = 'fr' | 'en'

/** Until then a count of wrangler.toml's `[[ratelimits]]` has begun anew. */
export const RETRY_AFTER_S = 60

/** What every request carries below the first middleware. */
export interface AppEnv {
  Bindings: Env
  Variables: RequestIdVariables & { ctx: Context; request_id: string; language: Language }
}
export type Request = HonoContext<AppEnv>

/** The same at the front: there is nothing to read with. */
export interface FrontEnv {
  Bindings: Env
  Variables: RequestIdVariables & { ctx: FrontContext; request_id: string; language: Language }
}
export type FrontRequest = HonoContext<FrontEnv>

/** Turns whatever was thrown into an answer, once, at the edge. A fault is logged whole; its answer tells only its id. */
export function answerProblem(thrown: unknown, c: Request | FrontRequest): Response {
  const problem = problemOf(thrown) ?? unreadable(thrown) ?? new Problem('fault', {}, thrown)
  const { status, ...message } = PROBLEMS[problem.code]
  // none of it is there when what was thrown came before the frame
  const known: Partial<FrontEnv['Variables']> = c.var
  const { ctx, request_id = 'none', language = 'fr' } = known
  if (status >= 500) {
    const cause = problem.cause instanceof Error ? problem.cause : thrown
    ctx?.log('problem', {
      request_id,
      code: problem.code,
      method: c.req.method,
      // as the route was declared: the address of a webhook is its secret
      route: matchedRoutes(c).at(-1)?.path,
      cause: told(cause),
    })
  }
  const error = {
    code: problem.code,
    message: message[language],
    detail: problem.detail,
    docs: `${ctx?.origin ?? ''}/problems#${problem.code}`,
    request_id,
  }
  return c.json({ error }, status, {
    'x-request-id': request_id,
    ...(status === 503 ? { 'retry-after': '5' } : {}),
    ...(status === 429 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  })
}

/** A body that the framework itself could not read: broken JSON, another content type. */
function unreadable(thrown: unknown): Problem | null {
  if (!(thrown instanceof HTTPException) || thrown.status >= 500) return null
  return new Problem('invalid_request', { issues: [{ field: 'body', message: thrown.message }] }, thrown)
}

/** What happened and where, without what a query was asked with: that may be a person's, or what a key is known by. */
function told(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { stack = '', message, cause: inner } = cause
  if (!(cause instanceof DrizzleQueryError)) return stack || message
  const where = stack.slice(stack.indexOf('\n    at '))
  return `A query failed: ${inner instanceof Error ? inner.message : String(inner)}${where}`
}

/** A person in a browser, not a program. */
export const readsPages = (headers: Headers): boolean => headers.get('accept')?.includes('text/html') ?? false

/** French unless English is asked for, by `?lang=en` or the browser's own preference. */
export function languageOf(lang: string | undefined, accepted: string | undefined): Language {
  if (lang === 'en' || lang === 'fr') return lang
  for (const range of (accepted ?? '').split(',')) {
    const primary = range.trim().slice(0, 2).toLowerCase()
    if (primary === 'fr' || primary === 'en') return primary
  }
  return 'fr'
}

/** @param rows up to `limit + 1` of them, in the order of their ids */
export function paged<Row extends { id: string }>(
  rows: Row[],
  limit: number,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
