import { createRoute } from '@hono/zod-openapi'
import { answers, bodyOf, writeHeaders } from '../people/index.ts'
import { newRoutes, problems } from '../platform/routes.ts'
import { guardRoutes } from './guard/index.ts'
import { hostedRoutes } from './hosted/routes.ts'
import { readRoutes } from './routes-read.ts'
import { sentRoutes } from './routes-sent.ts'
import { newStepSchema, setStepSchema } from './schemas.ts'
import { setStep } from './set-step.ts'

export const stepRoutes = newRoutes()
for (const routes of [guardRoutes, readRoutes, sentRoutes, hostedRoutes]) stepRoutes.route('/', routes)

const set = createRoute({
  method: 'post',
  path: '/v1/steps',
  tags: ['step'],
  summary: 'Sets how a structure shows the donation step, and says what its pages need (a structure its own)',
  request: { headers: writeHeaders, body: bodyOf(newStepSchema) },
  responses: { 201: answers(setStepSchema, 'The step'), ...problems(404, 409) },
})
stepRoutes.openapi(set, async (c) => c.json(await setStep(c, c.req.valid('json')), 201))
