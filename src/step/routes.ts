import { createRoute } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { integrity, script, version } from 'acs-script'
import { answers, bodyOf, writeHeaders } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { limitBody } from '../platform/limit-body.ts'
import { Problem } from '../platform/problems.ts'
import { newRoutes, problems } from '../platform/routes.ts'
import { inLanguage, STEP_LANGUAGES, stepLanguageOf, type PublishedStep } from './configuration.ts'
import { counterPicture } from './counter.ts'
import { keepConsent, nameOrder } from './consents.ts'
import { INNER_STYLE } from './element/style.ts'
import { guardRoutes } from './guard/index.ts'
import { closedPage } from './hosted/closed.tsx'
import { give, givePage } from './hosted/give.tsx'
import { thanksPage } from './hosted/thanks.tsx'
import { KEY } from './key.ts'
import { askPayment } from './payments.ts'
import { openStep } from './open-step.ts'
import { stepOwner } from './owner.ts'
import { publishedStep } from './publish.ts'
import { newStepSchema, stepSchema } from './schemas.ts'
import { setStep } from './set-step.ts'

export const stepRoutes = newRoutes()
stepRoutes.route('/', guardRoutes)

const set = createRoute({
  method: 'post',
  path: '/v1/steps',
  tags: ['step'],
  summary: 'Sets how a structure shows the donation step, and says what its pages need (a structure its own)',
  request: { headers: writeHeaders, body: bodyOf(newStepSchema) },
  responses: { 201: answers(stepSchema, 'The step'), ...problems(404, 409) },
})
stepRoutes.openapi(set, async (c) => c.json(await setStep(c, c.req.valid('json')), 201))

// What pages of any site read. It is the same for everyone, and asks no database.

const OPEN = cors({ origin: '*', allowMethods: ['GET', 'POST'], maxAge: 86_400 })
/** Seconds that a browser or a cache may keep it, and seconds that it may show it while it asks again, or while nobody answers. */
const SOON = 'public, max-age=60, stale-while-revalidate=86400, stale-if-error=604800'
const FOREVER = 'public, max-age=31536000, immutable'
const HELD = { 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' }

const asScript = (cached: string) => () =>
  new Response(script, {
    headers: { ...HELD, 'content-type': 'text/javascript; charset=utf-8', 'cache-control': cached },
  })
stepRoutes.get('/acs.js', OPEN, etag(), asScript(SOON))
stepRoutes.get('/acs/:script{[0-9a-f]{12}\\.js}', OPEN, (c) => {
  if (c.req.param('script') !== `${version}.js`) throw new Problem('not_found', { what: 'script' })
  return asScript(FOREVER)()
})
stepRoutes.get('/acs.json', OPEN, (c) => {
  c.header('cache-control', SOON)
  return c.json({ version, integrity, address: `${c.get('ctx').origin}/acs/${version}.js` })
})

const stepOf = async (c: Request) => openStep(c.get('ctx'), c.req.param('key') ?? '')
stepRoutes.get(
  `/step/${KEY}/:file{(${[...STEP_LANGUAGES, 'all'].join('|')})\\.json}`,
  OPEN,
  etag(),
  async (c) => {
    const step = await stepOf(c)
    const language = STEP_LANGUAGES.find((one) => c.req.param('file') === `${one}.json`)
    c.header('cache-control', SOON)
    for (const [name, value] of Object.entries(HELD)) c.header(name, value)
    return c.json(language ? inLanguage(step, language) : step)
  },
)

stepRoutes.get(`/step/${KEY}/counter.json`, OPEN, etag(), async (c) => {
  const { structure, opened, planned } = await stepOf(c)
  c.header('cache-control', SOON)
  return c.json({ structure, opened, planned })
})
stepRoutes.get(`/step/${KEY}/counter.svg`, OPEN, etag(), async (c) => {
  const step = await stepOf(c)
  const headers = {
    ...HELD,
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': SOON,
    // of a picture that is opened by itself
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  }
  return c.body(counterPicture(step, stepLanguageOf(c.req.query('lang') ?? 'fr')), 200, headers)
})

// What pages send. A few lines of text at most.

const short = limitBody(4 * 1024)
stepRoutes.post(`/step/${KEY}/consents`, OPEN, short, async (c) => {
  await keepConsent(c.get('ctx'), await stepOf(c), await c.req.text())
  return c.body(null, 204)
})
stepRoutes.post(`/step/${KEY}/orders`, short, async (c) => {
  await nameOrder(c.get('ctx'), await stepOf(c), await c.req.text())
  return c.body(null, 204)
})
stepRoutes.post(`/step/${KEY}/payments`, OPEN, short, async (c) => {
  const { url } = await askPayment(c.get('ctx'), await stepOf(c), c.req.header('origin'), await c.req.text())
  return c.json({ url }, 201)
})

// The step's own pages.

const INTENT = ':intent{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}'
const whereOpen =
  (show: (c: Request, step: PublishedStep) => Response | Promise<Response>) => async (c: Request) => {
    const step = await publishedStep(c.get('ctx'), c.req.param('key') ?? '')
    return step ? show(c, step) : closedPage(c)
  }
stepRoutes.get(`/don/${KEY}`, whereOpen(givePage))
stepRoutes.post(`/don/${KEY}`, short, whereOpen(give))
stepRoutes.get(`/don/${KEY}/${INTENT}`, async (c) => {
  const owner = await stepOwner(c.get('ctx'), c.req.param('key'))
  return owner ? thanksPage(c, owner, c.req.param('intent')) : closedPage(c)
})
stepRoutes.get('/don.css', etag(), () => {
  const headers = {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  }
  return new Response(`acs-donation{display:block;margin-top:1.5rem;max-width:46rem}.acs{${INNER_STYLE}}`, {
    headers,
  })
})
