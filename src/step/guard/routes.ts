import { createRoute } from '@hono/zod-openapi'
import { answers, askerOf, BOTH_SIDES } from '../../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../../platform/routes.ts'
import { listSteps } from './list-steps.ts'
import { stepInFullSchema } from './schemas.ts'

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
