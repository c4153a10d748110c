import { etag } from 'hono/etag'
import { integrity, script, version } from 'acs-script'
import { Problem } from '../platform/problems.ts'
import { newRoutes } from '../platform/routes.ts'
import { inLanguage, STEP_LANGUAGES, stepLanguageOf } from './configuration.ts'
import { counterPicture } from './counter.ts'
import { KEY, OPEN } from './key.ts'
import { lastStep, openStep } from './open-step.ts'

/** What pages of any site read. It is the same for everyone, and asks no database. */
export const readRoutes = newRoutes()

/** Seconds that a browser or a cache may keep it, and seconds that it may show it while it asks again, or while nobody answers. */
const SOON = 'public, max-age=60, stale-while-revalidate=86400, stale-if-error=604800'
const FOREVER = 'public, max-age=31536000, immutable'
const HELD = { 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' }

const asScript = (cached: string) => () =>
  new Response(script, {
    headers: { ...HELD, 'content-type': 'text/javascript; charset=utf-8', 'cache-control': cached },
  })
readRoutes.get('/acs.js', OPEN, etag(), asScript(SOON))
readRoutes.get('/acs/:script{[0-9a-f]{12}\\.js}', OPEN, (c) => {
  if (c.req.param('script') !== `${version}.js`) throw new Problem('not_found', { what: 'script' })
  return asScript(FOREVER)()
})
readRoutes.get('/acs.json', OPEN, (c) => {
  c.header('cache-control', SOON)
  return c.json({ version, integrity, address: `${c.get('ctx').origin}/acs/${version}.js` })
})

readRoutes.get(
  `/step/${KEY}/:file{(${[...STEP_LANGUAGES, 'all'].join('|')})\\.json}`,
  OPEN,
  etag(),
  async (c) => {
    const { key, file } = c.req.param()
    const language = STEP_LANGUAGES.find((one) => file === `${one}.json`)
    // an edge shows what gifts have opened also when the step is closed; it says so itself
    const step = await (language ? openStep : lastStep)(c.get('ctx'), key)
    c.header('cache-control', SOON)
    for (const [name, value] of Object.entries(HELD)) c.header(name, value)
    return c.json(language ? inLanguage(step, language) : step)
  },
)

readRoutes.get(`/step/${KEY}/counter.json`, OPEN, etag(), async (c) => {
  const { structure, opened, planned } = await lastStep(c.get('ctx'), c.req.param('key'))
  c.header('cache-control', SOON)
  return c.json({ structure, opened, planned })
})
readRoutes.get(`/step/${KEY}/counter.svg`, OPEN, etag(), async (c) => {
  const step = await lastStep(c.get('ctx'), c.req.param('key'))
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
