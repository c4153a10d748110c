import { etag } from 'hono/etag'
import { traceIntent, traceOrder } from '../../gifts/index.ts'
import { limitBody } from '../../platform/limit-body.ts'
import { Problem } from '../../platform/problems.ts'
import { newRoutes } from '../../platform/routes.ts'
import { ORDER } from '../consents.ts'
import { isProven } from '../edge-token.ts'
import { INNER_STYLE } from '../element/style.ts'
import { KEY } from '../key.ts'
import { lastStep, openStep } from '../open-step.ts'
import { give, givePage } from './give.tsx'
import { thanksPage } from './thanks.tsx'

const STYLE =
  'acs-donation{display:block;margin-top:1.5rem;max-width:46rem}' +
  '.lead+h3{margin-top:1.75rem}.opened{margin-block:.5rem 1.75rem;max-width:46rem}' +
  '.opened li{padding:.6rem 0;border-bottom:1px solid var(--line)}' +
  `.acs{${INNER_STYLE}}`

/** The step's own pages. */
export const hostedRoutes = newRoutes()

const INTENT = ':intent{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}'
hostedRoutes.get(`/don/${KEY}`, async (c) => givePage(c, await openStep(c.get('ctx'), c.req.param('key'))))
hostedRoutes.post(`/don/${KEY}`, limitBody(4 * 1024), async (c) =>
  give(c, await openStep(c.get('ctx'), c.req.param('key'))),
)

// What became of a gift is told for good, also when the season that it was given in is over.
hostedRoutes.get(`/don/${KEY}/${INTENT}`, async (c) => {
  const step = await lastStep(c.get('ctx'), c.req.param('key'))
  return thanksPage(c, step, await traceIntent(c.get('ctx'), step.structure_id, c.req.param('intent')))
})
hostedRoutes.get(`/don/${KEY}/:order{${ORDER}}/:proof{[0-9a-f]{32}}`, async (c) => {
  const step = await lastStep(c.get('ctx'), c.req.param('key'))
  const { order, proof } = c.req.param()
  if (!(await isProven(c.get('ctx'), step, order, proof))) throw new Problem('not_found', { what: 'gift' })
  return thanksPage(c, step, await traceOrder(c.get('ctx'), step.structure_id, order))
})

hostedRoutes.get('/don.css', etag(), () => {
  const headers = {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  }
  return new Response(STYLE, { headers })
})
