import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, bodyOf, idParam, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { closeEvening } from './close-evening.ts'
import { listPerformances } from './list-performances.ts'
import { closingSchema, performanceSchema } from './schemas.ts'
import { syncOnRequest } from './sync-performances.ts'

const tags = ['performances']
export const performanceRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path: '/v1/performances',
  tags,
  summary: 'Evenings of the structure’s own ticketing, in the order of their hour',
  request: {
    query: pageQuery.extend({
      upcoming: z.stringbool().optional().describe('only those still to come'),
      connection_id: z.uuid().optional(),
    }),
  },
  responses: { 200: answers(pageOf(performanceSchema), 'A page of evenings'), ...problems() },
})
performanceRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, ['operator', 'structure'])
  return c.json(await listPerformances(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const sync = createRoute({
  method: 'post',
  path: '/v1/connections/{id}/performances/sync',
  tags,
  summary: 'Reads the programme from the ticketing now',
  description:
    'Cron and webhooks do the same. What the venue cancelled or moved is carried through to whoever booked it.',
  request: { params: idParam, headers: writeHeaders },
  responses: {
    200: answers(
      z.object({
        performances: z.number().int(),
        called_off: z.array(z.uuid()).describe('reservations of evenings that the venue has cancelled'),
      }),
      'What was read',
    ),
    ...problems(404, 409, 502),
  },
})
performanceRoutes.openapi(sync, async (c) => c.json(await syncOnRequest(c, c.req.valid('param').id), 200))

const close = createRoute({
  method: 'post',
  path: '/v1/performances/{id}/close',
  tags,
  summary: 'Closes an evening: asks who came; what nobody used is unused, for the time being (operator)',
  description:
    'Cron does the same. Scans that come late still correct it for some days. A second time changes nothing.',
  request: {
    params: idParam,
    headers: writeHeaders,
    body: { ...bodyOf(closingSchema), required: false },
  },
  responses: {
    200: answers(z.object({ used: z.number().int(), unused: z.number().int() }), 'How the seats stand'),
    ...problems(404, 409, 502),
  },
})
performanceRoutes.openapi(close, async (c) => {
  const { without_the_venue = false } = c.req.valid('json')
  return c.json(await closeEvening(c, c.req.valid('param').id, without_the_venue), 200)
})
