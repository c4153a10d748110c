import { etag } from 'hono/etag'
import { traceIntent, traceOrder } from '../../gifts/index.ts'
import type { Request } from '../../platform/http.ts'
import { limitBody } from '../../platform/limit-body.ts'
import { newRoutes } from '../../platform/routes.ts'
import { ORDER } from '../consents.ts'
import type { PublishedStep } from '../configuration.ts'
import { isProven } from '../edge-token.ts'
import { INNER_STYLE } from '../element/style.ts'
import { KEY } from '../key.ts'
import { publishedStep } from '../publish.ts'
import { INTENT } from './address.ts'
import { closedPage } from './closed.tsx'
import { give, givePage } from './give.tsx'
import { thanksPage } from './thanks.tsx'

const STYLE =
  'acs-donation{display:block;margin-top:1.5rem;max-width:46rem}' +
  '.lead+h3{margin-top:1.75rem}.opened{margin-block:.5rem 1.75rem;max-width:46rem}' +
  '.opened li{padding:.6rem 0;border-bottom:1px solid var(--line)}' +
  `.acs{${INNER_STYLE}}`

/** The step's own pages. */
export const hostedRoutes = newRoutes()

const stepOf = async (c: Request) => publishedStep(c.get('ctx'), c.req.param('key') ?? '')
const whereOpen =
  (show: (c: Request, step: PublishedStep) => Response | Promise<Response>) => async (c: Request) => {
    const step = await stepOf(c)
    return step?.open ? show(c, step) : closedPage(c)
  }
hostedRoutes.get(`/don/${KEY}`, whereOpen(givePage))
hostedRoutes.post(`/don/${KEY}`, limitBody(4 * 1024), whereOpen(give))

// What became of a gift is told for good, also when the season that it was given in is over.
hostedRoutes.get(`/don/${KEY}/:intent{${INTENT}}`, async (c) => {
  const step = await stepOf(c)
  if (!step) return closedPage(c)
  return thanksPage(c, step, await traceIntent(c.get('ctx'), step.structure_id, c.req.param('intent')))
})
hostedRoutes.get(`/don/${KEY}/:order{${ORDER}}/:proof{[0-9a-f]{32}}`, async (c) => {
  const step = await stepOf(c)
  const { order, proof } = c.req.param()
  if (!step || !(await isProven(c.get('ctx'), step, order, proof))) return closedPage(c)
  return thanksPage(c, step, await traceOrder(c.get('ctx'), step.structure_id, order))
})

// an address that was cut or mistyped on its way
hostedRoutes.get('/don/*', closedPage)

hostedRoutes.get('/don.css', etag(), () => {
  const headers = {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  }
  return new Response(STYLE, { headers })
})
