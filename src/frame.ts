import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { sentKey } from './people/sent-key.ts'
import type { FrontContext } from './platform/context.ts'
import type { Env } from './platform/env.ts'
import { languageOf, type FrontEnv } from './platform/http.ts'
import { limitBody } from './platform/limit-body.ts'
import { limitRates } from './platform/rate-limits.ts'

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

/** What surrounds every route, at the front and behind it. @param contextOf makes what a request may touch */
export function frameOf(contextOf: (env: Env) => FrontContext): Hono<FrontEnv> {
  const frame = new Hono<FrontEnv>()
  frame.use(requestId({ limitLength: 64 }), secureHeaders(HEADERS))
  frame.use(async (c, next) => {
    c.set('ctx', contextOf(c.env))
    c.set('request_id', c.get('requestId'))
    c.set('language', languageOf(c.req.query('lang'), c.req.header('accept-language')))
    await next()
    c.header('x-request-id', c.get('request_id'))
    if (c.req.path.startsWith('/v1/') && !c.res.headers.has('cache-control')) {
      c.header('cache-control', 'no-store')
    }
  })
  frame.use(limitRates(sentKey))
  frame.use('/v1/*', limitBody(MAX_BODY_BYTES))
  return frame
}
