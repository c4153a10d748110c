import { createRoute, z } from '@hono/zod-openapi'
import { answers, askerOf, bodyOf, idParam, write, writeHeaders } from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { invitationState } from '../platform/schema/index.ts'
import { changeAllotment } from './change-allotment.ts'
import { listInvitations, oneInvitation } from './list-invitations.ts'
import { proposeInvitation } from './propose-invitation.ts'
import {
  allotmentChangeSchema,
  allotmentSchema,
  approvedSchema,
  invitationSchema,
  proposalSchema,
} from './schemas.ts'

const tags = ['invitations']
const path = '/v1/invitations'
export const invitationsRoutes = newRoutes()

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Invitations in the order of their evening',
  description: 'Relays see those that are open; the two sides that decide see their own, with the terms.',
  request: { query: pageQuery.extend({ state: z.enum(invitationState.enumValues).optional() }) },
  responses: { 200: answers(pageOf(invitationSchema), 'A page of invitations'), ...problems() },
})
invitationsRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, ['relay', 'structure', 'operator'])
  return c.json(await listInvitations(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const one = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'One invitation',
  request: { params: idParam },
  responses: { 200: answers(invitationSchema, 'The invitation'), ...problems(404) },
})
invitationsRoutes.openapi(one, async (c) => {
  const asker = await askerOf(c, ['relay', 'structure', 'operator'])
  return c.json(await oneInvitation(c.get('ctx'), asker, c.req.valid('param').id), 200)
})

const propose = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Put a performance forward for relays',
  description:
    'The venue keeps the seats aside first, where its ticketing can. Whoever proposes has said yes; it opens with the other side’s yes.',
  request: { headers: writeHeaders, body: bodyOf(proposalSchema) },
  responses: { 201: answers(approvedSchema, 'Proposed'), ...problems(404, 409, 502) },
})
invitationsRoutes.openapi(propose, async (c) => c.json(await proposeInvitation(c, c.req.valid('json')), 201))

const change = createRoute({
  method: 'patch',
  path: `${path}/{id}`,
  tags,
  summary: 'More or fewer seats kept aside',
  description: 'Never fewer than are already promised.',
  request: { params: idParam, headers: writeHeaders, body: bodyOf(allotmentChangeSchema) },
  responses: { 200: answers(allotmentSchema, 'What is kept aside now'), ...problems(404, 409, 502) },
})
invitationsRoutes.openapi(change, async (c) =>
  c.json(await changeAllotment(c, c.req.valid('param').id, c.req.valid('json').seats), 200),
)

const approve = createRoute({
  method: 'post',
  path: `${path}/{id}/approve`,
  tags,
  summary: 'Say yes to an invitation that the other side proposed',
  request: { params: idParam, headers: writeHeaders },
  responses: { 200: answers(approvedSchema, 'Approved'), ...problems(404, 409) },
})
invitationsRoutes.openapi(approve, async (c) => {
  const arg = { id: c.req.valid('param').id, subject: 'invitation' }
  return c.json((await write(c, ['structure', 'operator'], 'approve', arg)).answer, 200)
})
