import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, BOTH_SIDES, idParam, instant, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { inboxState } from '../platform/schema/index.ts'
import { listHooks } from './list-set-aside.ts'
import { replayHook } from './replay.ts'

const tags = ['follow-up']
const state = z.enum(inboxState.enumValues)
const hookSchema = z
  .object({
    id: z.uuid(),
    connection_id: z.uuid(),
    event_id: z.string(),
    state,
    received_at: instant,
    tries: z.int(),
    next_try_at: instant,
    reason: z.string().nullable().describe('why it was set aside or ignored, or what the last try met'),
  })
  .openapi('Webhook')
const replayedSchema = z.object({ id: z.uuid(), state: z.literal('received') }).openapi('ReplayedWebhook')

export const setAsideRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path: '/v1/webhooks',
  tags,
  summary: 'Webhooks that wait for a person, or in another state (a structure sees its own)',
  request: { query: pageQuery.extend({ state: state.default('set_aside') }) },
  responses: { 200: answers(pageOf(hookSchema), 'A page of them'), ...problems() },
})
setAsideRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await listHooks(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const replay = createRoute({
  method: 'post',
  path: '/v1/webhooks/{id}/replay',
  tags,
  summary: 'Works again on a webhook that was set aside',
  request: { headers: writeHeaders, params: idParam },
  responses: { 200: answers(replayedSchema, 'It is worked on again'), ...problems(404, 409) },
})
setAsideRoutes.openapi(replay, async (c) => c.json(await replayHook(c, c.req.valid('param').id), 200))
