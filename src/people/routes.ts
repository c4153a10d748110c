import { createRoute, z } from '@hono/zod-openapi'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { askerOf, write, type Role } from './asker.ts'
import { createKey } from './create-key.ts'
import { createOrganisation } from './create-organisation.ts'
import { answers, bodyOf, writeHeaders } from './declare.ts'
import { idParam, isYes, yesOrNo } from './fields.ts'
import { listKeys } from './list-keys.ts'
import { listMails } from './list-mails.ts'
import { listOrganisations } from './list-organisations.ts'
import { listTroubles } from './list-troubles.ts'
import { problemsPage } from './problems-page.ts'
import * as schemas from './schemas.ts'

const EVERYONE: readonly Role[] = ['operator', 'structure', 'relay']
const OPERATOR: readonly Role[] = ['operator']
const tags = ['people']

export const peopleRoutes = newRoutes()

for (const [plural, role] of [
  ['structures', 'structure'],
  ['relays', 'relay'],
] as const) {
  const create = createRoute({
    method: 'post',
    path: `/v1/${plural}`,
    tags,
    summary: `A ${role} joins the territory (operator)`,
    request: { headers: writeHeaders, body: bodyOf(schemas.newOrganisationSchema) },
    responses: { 201: answers(schemas.organisationSchema, 'It joined'), ...problems(409) },
  })
  peopleRoutes.openapi(create, async (c) =>
    c.json(await createOrganisation(c, role, c.req.valid('json')), 201),
  )

  const list = createRoute({
    method: 'get',
    path: `/v1/${plural}`,
    tags,
    summary: `The ${plural} of the territory (operator)`,
    request: { query: pageQuery },
    responses: { 200: answers(pageOf(schemas.organisationSchema), 'A page of them'), ...problems() },
  })
  peopleRoutes.openapi(list, async (c) => {
    await askerOf(c, OPERATOR)
    return c.json(await listOrganisations(c.get('ctx'), role, c.req.valid('query')), 200)
  })
}

const me = createRoute({
  method: 'get',
  path: '/v1/me',
  tags,
  summary: 'Whose key this is',
  responses: { 200: answers(schemas.meSchema, 'The organisation that asks'), ...problems() },
})
peopleRoutes.openapi(me, async (c) => c.json(await askerOf(c, EVERYONE), 200))

const createKeyRoute = createRoute({
  method: 'post',
  path: '/v1/keys',
  tags,
  summary: 'A new access key for an organisation, shown once (operator)',
  request: { headers: writeHeaders, body: bodyOf(schemas.newKeySchema) },
  responses: { 201: answers(schemas.createdKeySchema, 'The key'), ...problems(404, 409) },
})
peopleRoutes.openapi(createKeyRoute, async (c) => c.json(await createKey(c, c.req.valid('json')), 201))

const keys = createRoute({
  method: 'get',
  path: '/v1/keys',
  tags,
  summary: 'Access keys, without what opens (the operator all, others their own)',
  request: { query: pageQuery.extend({ organisation_id: z.uuid().optional() }) },
  responses: { 200: answers(pageOf(schemas.keySchema), 'A page of them'), ...problems() },
})
peopleRoutes.openapi(keys, async (c) => {
  const asker = await askerOf(c, EVERYONE)
  return c.json(await listKeys(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const revokeKey = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  tags,
  summary: 'A key opens nothing any more (operator)',
  request: { headers: writeHeaders, params: idParam },
  responses: { 200: answers(schemas.revokedKeySchema, 'It is revoked'), ...problems(404, 409) },
})
peopleRoutes.openapi(revokeKey, async (c) => {
  const { answer } = await write(c, OPERATOR, 'revoke_key', { id: c.req.valid('param').id })
  return c.json(answer, 200)
})

const troubles = createRoute({
  method: 'get',
  path: '/v1/troubles',
  tags: ['follow-up'],
  summary: 'What a person has to see to, and what to do (operator)',
  request: { query: pageQuery.extend({ open: yesOrNo.default('true').transform(isYes) }) },
  responses: { 200: answers(pageOf(schemas.troubleSchema), 'A page of them'), ...problems() },
})
peopleRoutes.openapi(troubles, async (c) => {
  await askerOf(c, OPERATOR)
  return c.json(await listTroubles(c.get('ctx'), c.req.valid('query')), 200)
})

const outbox = createRoute({
  method: 'get',
  path: '/v1/outbox',
  tags: ['follow-up'],
  summary: 'Mails to organisations, sent or waiting (operator)',
  request: { query: pageQuery.extend({ sent: yesOrNo.transform(isYes).optional() }) },
  responses: { 200: answers(pageOf(schemas.mailSchema), 'A page of them'), ...problems() },
})
peopleRoutes.openapi(outbox, async (c) => {
  await askerOf(c, OPERATOR)
  return c.json(await listMails(c.get('ctx'), c.req.valid('query')), 200)
})

peopleRoutes.get('/problems', (c) => c.html(problemsPage()))
