import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, idParam } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { ticketSchema } from './schemas.ts'
import { listTickets, ticketFile } from './tickets.ts'

const tags = ['tickets']
export const ticketRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path: '/v1/reservations/{id}/tickets',
  tags,
  summary: 'The tickets of a reservation that are ready',
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(ticketSchema), 'A page of tickets'), ...problems(404) },
})
ticketRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, ['relay'])
  return c.json(await listTickets(c.get('ctx'), asker, c.req.valid('param').id, c.req.valid('query')), 200)
})

const file = createRoute({
  method: 'get',
  path: '/v1/tickets/{seat_id}/file',
  tags,
  summary: 'The file of a ticket, for the relay that booked it',
  request: { params: z.object({ seat_id: z.uuid() }) },
  responses: {
    200: {
      description: 'The ticket as the venue made it',
      content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(404),
  },
})
ticketRoutes.openapi(file, async (c) => {
  const asker = await askerOf(c, ['relay'])
  const ticket = await ticketFile(c.get('ctx'), asker, c.req.valid('param').seat_id)
  return new Response(ticket.bytes as BodyInit, {
    headers: {
      'content-type': ticket.media_type,
      'content-disposition': `attachment; filename="${ticket.name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})
