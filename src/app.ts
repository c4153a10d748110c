import { bodyLimit } from 'hono/body-limit'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { conventionRoutes } from './conventions/index.ts'
import { giftRoutes } from './gifts/index.ts'
import { hookRoutes, setAsideRoutes } from './hooks/index.ts'
import { invitationRoutes } from './invitations/index.ts'
import { ledgerRoutes } from './ledger/index.ts'
import { peopleRoutes, sentKey } from './people/index.ts'
import type { Context } from './platform/context.ts'
import { describeApi } from './platform/document.ts'
import type { Env } from './platform/env.ts'
import { answerProblem, languageOf, newRoutes, type Request } from './platform/http.ts'
import { Problem } from './platform/problems.ts'
import { limitRates } from './platform/rate-limits.ts'
import { notFoundPage, portalRoutes, problemPage } from './portal/index.ts'

const MAX_BODY_BYTES = 256 * 1024

/** Of every answer, unless it says otherwise itself: nothing is loaded, framed or kept of it. Pages have their own. */
const HEADERS: Parameters<typeof secureHeaders>[0] = {
  overwrite: false,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
}

const rooms = [
  hookRoutes,
  setAsideRoutes,
  peopleRoutes,
  conventionRoutes,
  giftRoutes,
  ledgerRoutes,
  invitationRoutes,
  portalRoutes,
]

const wantsPage = (c: Request): boolean =>
  !c.req.path.startsWith('/v1/') && (c.req.header('accept')?.includes('text/html') ?? false)

/** All rooms' routes behind one frame. @param contextOf makes what a request may touch; a test hands in its own */
export function createApp(contextOf: (env: Env) => Context) {
  const app = newRoutes()
  app.onError((thrown, c) => (wantsPage(c) ? problemPage(thrown, c) : answerProblem(thrown, c)))
  app.notFound((c) =>
    wantsPage(c) ? notFoundPage(c) : answerProblem(new Problem('not_found', { path: c.req.path }), c),
  )
  app.use(requestId({ limitLength: 64 }), secureHeaders(HEADERS))
  app.use(async (c, next) => {
    c.set('ctx', contextOf(c.env))
    c.set('request_id', c.get('requestId'))
    c.set('language', languageOf(c.req.query('lang'), c.req.header('accept-language')))
    await next()
    c.header('x-request-id', c.get('request_id'))
    if (c.req.path.startsWith('/v1/') && !c.res.headers.has('cache-control')) {
      c.header('cache-control', 'no-store')
    }
  })
  app.use(limitRates(sentKey))
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new Problem('body_too_large', { max_bytes: MAX_BODY_BYTES })
      },
    }),
  )
  app.get('/health', (c) => {
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
  for (const room of rooms) app.route('/', room)
  describeApi(app)
  return app
}
