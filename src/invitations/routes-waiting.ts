import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, bodyOf, idParam, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { leaveWaiting } from './leave-waiting.ts'
import { listWaiting } from './list-waiting.ts'
import { waitingSchema, waitingWishSchema } from './schemas.ts'
import { waitForSeats } from './wait-for-seats.ts'

const tags = ['waiting list']
const path = '/v1/waiting'
export const waitingRoutes = newRoutes()

const wait = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Wait for seats that come free',
  request: { headers: writeHeaders, body: bodyOf(waitingWishSchema) },
  responses: {
    201: answers(z.object({ id: z.uuid(), state: z.literal('waiting') }), 'On the list'),
    ...problems(409),
  },
})
waitingRoutes.openapi(wait, async (c) => {
  const { id, state } = await waitForSeats(c, c.req.valid('json'))
  return c.json({ id, state }, 201)
})

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'What a relay waits for',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(waitingSchema), 'A page of the list'), ...problems() },
})
waitingRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, ['relay'])
  return c.json(await listWaiting(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const leave = createRoute({
  method: 'post',
  path: `${path}/{id}/leave`,
  tags,
  summary: 'Wait no longer',
  request: { headers: writeHeaders, params: idParam },
  responses: {
    200: answers(z.object({ id: z.uuid(), state: z.literal('left') }), 'Off the list'),
    ...problems(404, 409),
  },
})
waitingRoutes.openapi(leave, async (c) => c.json(await leaveWaiting(c, c.req.valid('param').id), 200))
