import { createRoute, z } from '@hono/zod-openapi'
import {
  answers,
  askerOf,
  bodyOf,
  BOTH_SIDES,
  idParam,
  isYes,
  mustSeeConvention,
  writeHeaders,
  yesOrNo,
} from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { listGifts } from './list-gifts.ts'
import { listPayouts } from './list-payouts.ts'
import { giftSchema, payoutSchema, tracedGiftSchema } from './list-schemas.ts'
import { traceGift } from './list-trace.ts'
import { newPaymentSchema, paymentSchema } from './payment-schemas.ts'
import { requestPayment } from './request-payment.ts'

const tags = ['gifts']

export const giftRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path: '/v1/gifts',
  tags,
  summary: 'Gifts, of one convention or in suspense (a structure sees its own)',
  request: {
    query: pageQuery.extend({
      convention_id: z.uuid().optional(),
      suspense: yesOrNo.transform(isYes).optional(),
    }),
  },
  responses: { 200: answers(pageOf(giftSchema), 'A page of them'), ...problems(404) },
})
giftRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  const query = c.req.valid('query')
  if (query.convention_id) await mustSeeConvention(c.get('ctx'), asker, query.convention_id)
  return c.json(await listGifts(c.get('ctx'), asker, query), 200)
})

const one = createRoute({
  method: 'get',
  path: '/v1/gifts/{id}',
  tags,
  summary: 'One gift, with the seats that it opened and what became of them',
  request: { params: idParam },
  responses: { 200: answers(tracedGiftSchema, 'The gift and its seats'), ...problems(404) },
})
giftRoutes.openapi(one, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await traceGift(c.get('ctx'), asker, c.req.valid('param').id), 200)
})

const payouts = createRoute({
  method: 'get',
  path: '/v1/payouts',
  tags,
  summary: 'What payment providers sent to the bank, and the gifts in it (a structure sees its own)',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(payoutSchema), 'A page of them'), ...problems() },
})
giftRoutes.openapi(payouts, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await listPayouts(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const pay = createRoute({
  method: 'post',
  path: '/v1/payments',
  tags,
  summary: 'Opens a page on which one gift is paid to the structure’s donee; it is booked when it is paid',
  request: { headers: writeHeaders, body: bodyOf(newPaymentSchema) },
  responses: { 201: answers(paymentSchema, 'The page'), ...problems(404, 409, 502) },
})
giftRoutes.openapi(pay, async (c) => c.json(await requestPayment(c, c.req.valid('json')), 201))
