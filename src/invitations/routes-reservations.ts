import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, bodyOf, idParam, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { reservationState } from '../platform/schema/index.ts'
import { answerTurn } from './answer-turn.ts'
import { giveBack } from './give-back.ts'
import { listReservations, oneReservation } from './list-reservations.ts'
import { reserve } from './reserve.ts'
import {
  answeredSchema,
  giveBackSchema,
  heldSchema,
  reservationInFullSchema,
  reservationSchema,
  returningSchema,
  wishSchema,
} from './schemas.ts'

const tags = ['reservations']
const path = '/v1/reservations'
export const reservationRoutes = newRoutes()

const book = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Book seats for guests',
  description:
    'Seats and credits are held at once, all or none; the tickets follow by themselves. A number of guests, never a name.',
  request: { headers: writeHeaders, body: bodyOf(wishSchema) },
  responses: { 201: answers(heldSchema, 'Held; tickets are on their way'), ...problems(404, 409) },
})
reservationRoutes.openapi(book, async (c) => {
  const { id, state, seats } = await reserve(c, c.req.valid('json'))
  return c.json({ id, state, seats }, 201)
})

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'A relay’s own reservations; all of them for the operator',
  request: {
    query: pageQuery.extend({
      state: z.enum(reservationState.enumValues).optional(),
      upcoming: z.stringbool().optional().describe('only evenings still to come, or only those that were'),
    }),
  },
  responses: { 200: answers(pageOf(reservationSchema), 'A page of reservations'), ...problems() },
})
reservationRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, ['relay', 'operator'])
  const { state, ...query } = c.req.valid('query')
  const states = state && [state]
  return c.json(await listReservations(c.get('ctx'), asker, { ...query, states }), 200)
})

const one = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'One reservation, seat by seat',
  request: { params: idParam },
  responses: { 200: answers(reservationInFullSchema, 'The reservation'), ...problems(404) },
})
reservationRoutes.openapi(one, async (c) => {
  const asker = await askerOf(c, ['relay', 'operator'])
  return c.json(await oneReservation(c.get('ctx'), asker, c.req.valid('param').id), 200)
})

const back = createRoute({
  method: 'post',
  path: `${path}/{id}/give-back`,
  tags,
  summary: 'Give seats back in time, some or all',
  description: 'The venue takes them back, their credits return, and the waiting list is asked.',
  request: { params: idParam, headers: writeHeaders, body: bodyOf(giveBackSchema) },
  responses: { 200: answers(returningSchema, 'On their way back'), ...problems(404, 409) },
})
reservationRoutes.openapi(back, async (c) => {
  const { seat_ids } = c.req.valid('json')
  const { reservation_id, returning } = await giveBack(c, c.req.valid('param').id, seat_ids ?? null)
  return c.json({ reservation_id, returning }, 200)
})

for (const [word, accept] of [
  ['accept', true],
  ['decline', false],
] as const) {
  const turn = createRoute({
    method: 'post',
    path: `${path}/{id}/${word}`,
    tags,
    summary: accept ? 'Yes to seats that came free' : 'No to seats that came free: the next is asked',
    request: { params: idParam, headers: writeHeaders },
    responses: { 200: answers(answeredSchema, 'Answered'), ...problems(404, 409) },
  })
  reservationRoutes.openapi(turn, async (c) => {
    const { id, state } = await answerTurn(c, c.req.valid('param').id, accept)
    return c.json({ id, state }, 200)
  })
}
