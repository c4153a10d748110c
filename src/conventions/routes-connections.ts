import { createRoute } from '@hono/zod-openapi'
import { answers, askerOf, bodyOf, BOTH_SIDES, idParam, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { changeConnection } from './change-connection.ts'
import * as schemas from './connection-schemas.ts'
import { createConnection } from './create-connection.ts'
import { disableConnection } from './disable.ts'
import { enableConnection } from './enable.ts'
import { listConnections, oneConnection } from './list-connections.ts'
import { rotateHook } from './rotate-hook.ts'

const tags = ['connections']
const onOne = { headers: writeHeaders, params: idParam }

export const connectionRoutes = newRoutes()

const create = createRoute({
  method: 'post',
  path: '/v1/connections',
  tags,
  summary:
    'Connects a structure’s ticketing, as a draft (the structure its own, the operator any; a Stripe account the operator alone)',
  request: { headers: writeHeaders, body: bodyOf(schemas.newConnectionSchema) },
  responses: {
    201: answers(schemas.createdConnectionSchema, 'The draft, without its credentials'),
    ...problems(404, 409),
  },
})
connectionRoutes.openapi(create, async (c) => c.json(await createConnection(c, c.req.valid('json')), 201))

const list = createRoute({
  method: 'get',
  path: '/v1/connections',
  tags,
  summary: 'Connected ticketings (a structure sees its own)',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(schemas.connectionSchema), 'A page of them'), ...problems() },
})
connectionRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await listConnections(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const one = createRoute({
  method: 'get',
  path: '/v1/connections/{id}',
  tags,
  summary: 'One of them, with what the last check found',
  request: { params: idParam },
  responses: { 200: answers(schemas.connectionSchema, 'The connection'), ...problems(404) },
})
connectionRoutes.openapi(one, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await oneConnection(c.get('ctx'), asker, c.req.valid('param').id), 200)
})

const change = createRoute({
  method: 'patch',
  path: '/v1/connections/{id}',
  tags,
  summary: 'New settings or credentials; the next call uses them',
  request: { ...onOne, body: bodyOf(schemas.connectionChangeSchema) },
  responses: { 200: answers(schemas.changedConnectionSchema, 'Changed'), ...problems(404, 409) },
})
connectionRoutes.openapi(change, async (c) =>
  c.json(await changeConnection(c, c.req.valid('param').id, c.req.valid('json')), 200),
)

const enable = createRoute({
  method: 'post',
  path: '/v1/connections/{id}/enable',
  tags,
  summary:
    'Sets up the step, the invitations and the webhook at the ticketing, and checks them; safe to repeat',
  request: onOne,
  responses: {
    200: answers(schemas.enabledConnectionSchema, 'Enabled when every check passed'),
    ...problems(404, 409, 502),
  },
})
connectionRoutes.openapi(enable, async (c) => c.json(await enableConnection(c, c.req.valid('param').id), 200))

const disable = createRoute({
  method: 'post',
  path: '/v1/connections/{id}/disable',
  tags,
  summary: 'Takes back what `enable` made; what was sold or booked stays',
  request: onOne,
  responses: { 200: answers(schemas.enabledConnectionSchema, 'Disabled'), ...problems(404, 409, 502) },
})
connectionRoutes.openapi(disable, async (c) =>
  c.json(await disableConnection(c, c.req.valid('param').id), 200),
)

const rotate = createRoute({
  method: 'post',
  path: '/v1/connections/{id}/rotate-hook',
  tags,
  summary: 'A new webhook address and signing secret; the one before stays good for three days',
  request: onOne,
  responses: { 200: answers(schemas.rotatedHookSchema, 'Rotated and set up'), ...problems(404, 409, 502) },
})
connectionRoutes.openapi(rotate, async (c) => c.json(await rotateHook(c, c.req.valid('param').id), 200))
