import { createRoute } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { answers, askerOf, BOTH_SIDES } from '../../people/index.ts'
import { limitBody } from '../../platform/limit-body.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../../platform/routes.ts'
import { KEY } from '../key.ts'
import { countCarts } from './count.ts'
import { listSteps } from './list-steps.ts'
import { stepInFullSchema } from './schemas.ts'

const MAX_COUNTS_BYTES = 512

export const guardRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path: '/v1/steps',
  tags: ['step'],
  summary:
    'Donation steps, and what is known of the carts that see them and of the others (a structure sees its own)',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(stepInFullSchema), 'A page of them'), ...problems() },
})
guardRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await listSteps(c.get('ctx'), asker, c.get('language'), c.req.valid('query')), 200)
})

// sums of carts, from anywhere: see decision 15 for what one who makes them up can do
guardRoutes.post(`/step/${KEY}/counts`, cors({ origin: '*' }), limitBody(MAX_COUNTS_BYTES), async (c) => {
  await countCarts(c.get('ctx'), c.req.param('key'), await c.req.text())
  return c.body(null, 204)
})
