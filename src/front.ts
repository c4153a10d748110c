import { Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import { frameOf } from './frame.ts'
import { hookRoutes } from './hooks/routes.ts'
import type { FrontContext } from './platform/context.ts'
import type { Env } from './platform/env.ts'
import { answerProblem, readsPages, type FrontEnv } from './platform/http.ts'
import { Problem } from './platform/problems.ts'

/** What is answered without loading the rest of the Worker: webhooks, and whether it runs at all. */
export const frontRoutes = new Hono<FrontEnv>()
frontRoutes.get('/health', (c) => {
  // mails and webhook addresses are made from it: a wrong one would be noticed only by those who miss them
  const { development, origin } = c.get('ctx')
  const unset = !development && !origin.startsWith('https://')
  return unset
    ? c.json(
        { ok: false, problem: 'ORIGIN is not an https address: set it in wrangler.toml and deploy again.' },
        503,
      )
    : c.json({ ok: true })
})
frontRoutes.route('/', hookRoutes)

/** Programs are answered here; who reads pages is answered by the whole, which has them. */
export function isForFront(request: Request): boolean {
  // as the router reads it
  const pathname = getPath(request)
  return (pathname === '/health' || pathname.startsWith('/hooks/')) && !readsPages(request.headers)
}

/** Its routes in the frame of all. @param contextOf makes what a request may touch */
export function createFront(contextOf: (env: Env) => FrontContext): Hono<FrontEnv> {
  const front = new Hono<FrontEnv>()
  front.onError(answerProblem)
  front.notFound((c) => answerProblem(new Problem('not_found', { path: c.req.path }), c))
  front.route('/', frameOf(contextOf))
  front.route('/', frontRoutes)
  return front
}
