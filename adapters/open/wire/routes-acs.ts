import { createRoute, z } from '@hono/zod-openapi'
import {
  AcsGift,
  AcsOrder,
  Allotment,
  AllotmentRequest,
  listOf,
  ListQuery,
  Scan,
  Step,
  Transaction,
  Webhook,
  WebhookRegistration,
} from './acs.ts'
import { availabilityParam, body, json, orderParam, refusals, security } from './answers.ts'
import { OctoBooking } from './booking.ts'
import { CLAUSES } from './clauses.ts'

const gone = { 204: { description: 'Taken back, or not there' }, ...refusals }

export const putStep = createRoute({
  method: 'put',
  path: '/acs/step',
  summary: 'Show the donation step',
  description: `${CLAUSES.E1} Nothing in it is preselected, zero is a normal answer, and the gift is a line of the order.`,
  security,
  request: { body: body(Step) },
  responses: { 200: json(Step, 'The step as it is shown'), ...refusals },
})
export const getStep = createRoute({
  method: 'get',
  path: '/acs/step',
  summary: 'The donation step',
  security,
  responses: { 200: json(Step, 'The step as it is shown'), ...refusals },
})
export const deleteStep = createRoute({
  method: 'delete',
  path: '/acs/step',
  summary: 'Take the donation step back',
  description: CLAUSES.E1,
  security,
  responses: gone,
})

export const putWebhook = createRoute({
  method: 'put',
  path: '/acs/webhook',
  summary: 'Register the address for events',
  description: `${CLAUSES.W1} ${CLAUSES.W2} ${CLAUSES.W3} ${CLAUSES.W4}`,
  security,
  request: { body: body(WebhookRegistration) },
  responses: { 200: json(Webhook, 'The registration'), ...refusals },
})
export const getWebhook = createRoute({
  method: 'get',
  path: '/acs/webhook',
  summary: 'The registration',
  security,
  responses: { 200: json(Webhook, 'The registration'), ...refusals },
})
export const deleteWebhook = createRoute({
  method: 'delete',
  path: '/acs/webhook',
  summary: 'End all deliveries',
  description: CLAUSES.W1,
  security,
  responses: gone,
})

export const putAllotment = createRoute({
  method: 'put',
  path: '/acs/allotments/{availabilityId}',
  summary: 'Keep units aside for invitations',
  description: `${CLAUSES.L1} ${CLAUSES.L2} ${CLAUSES.L3}`,
  security,
  request: { params: availabilityParam, body: body(AllotmentRequest) },
  responses: { 200: json(Allotment, 'The allotment'), ...refusals },
})

export const getOrder = createRoute({
  method: 'get',
  path: '/acs/orders/{id}',
  summary: 'What concerns us in one order',
  description: `${CLAUSES.G1} ${CLAUSES.G2} No name, no address.`,
  security,
  request: { params: orderParam },
  responses: { 200: json(AcsOrder, 'Its gifts, and the booking if it is one of ours'), ...refusals },
})
export const getGifts = createRoute({
  method: 'get',
  path: '/acs/gifts',
  summary: 'Gifts that changed',
  description: CLAUSES.G3,
  security,
  request: { query: ListQuery },
  responses: { 200: json(listOf(AcsGift), 'Gifts, as they are now'), ...refusals },
})
export const getAcsBookings = createRoute({
  method: 'get',
  path: '/acs/bookings',
  summary: 'Our bookings that changed',
  description: CLAUSES.R2,
  security,
  request: { query: ListQuery },
  responses: { 200: json(listOf(OctoBooking), 'Bookings, as they are now'), ...refusals },
})
export const getScans = createRoute({
  method: 'get',
  path: '/acs/scans',
  summary: 'Who came, seat by seat',
  description: `${CLAUSES.S1} Only the seats of our own bookings.`,
  security,
  request: { query: ListQuery.extend({ availabilityId: z.string().min(1) }) },
  responses: { 200: json(listOf(Scan), 'Scans, as they are now'), ...refusals },
})
export const getTransactions = createRoute({
  method: 'get',
  path: '/acs/transactions',
  summary: 'Every change of the money of a gift',
  description: CLAUSES.R1,
  security,
  request: { query: ListQuery },
  responses: { 200: json(listOf(Transaction), 'Transactions, oldest first'), ...refusals },
})

export const acsRoutes = [
  putStep,
  getStep,
  deleteStep,
  putWebhook,
  getWebhook,
  deleteWebhook,
  putAllotment,
  getOrder,
  getGifts,
  getAcsBookings,
  getScans,
  getTransactions,
]
