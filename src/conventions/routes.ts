import { createRoute, z } from '@hono/zod-openapi'
import {
  answers,
  askerOf,
  bodyOf,
  BOTH_SIDES,
  idParam,
  mustSeeConvention,
  type Role,
  writeHeaders,
} from '../people/index.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { approve } from './approve.ts'
import { createConvention } from './create-convention.ts'
import { createSeason } from './create-season.ts'
import { listConventions, oneConvention } from './list-conventions.ts'
import { listSeasons } from './list-seasons.ts'
import { listSurplus } from './list-surplus.ts'
import { proposeSurplus } from './propose-surplus.ts'
import { proposeVersion } from './propose-version.ts'
import { connectionRoutes } from './routes-connections.ts'
import * as schemas from './schemas.ts'

const EVERYONE: readonly Role[] = ['operator', 'structure', 'relay']
const tags = ['conventions']
const approved = { 200: answers(schemas.approvedSchema, 'Said; `in_effect` tells whether it is carried out') }
const proposed = { 201: answers(schemas.approvedSchema, 'Proposed, and approved by who proposes') }

export const conventionRoutes = newRoutes()
conventionRoutes.route('/', connectionRoutes)

const newSeason = createRoute({
  method: 'post',
  path: '/v1/seasons',
  tags: ['seasons'],
  summary: 'A season of the territory (operator)',
  request: { headers: writeHeaders, body: bodyOf(schemas.newSeasonSchema) },
  responses: { 201: answers(schemas.seasonSchema, 'The season'), ...problems(409) },
})
conventionRoutes.openapi(newSeason, async (c) => c.json(await createSeason(c, c.req.valid('json')), 201))

const seasons = createRoute({
  method: 'get',
  path: '/v1/seasons',
  tags: ['seasons'],
  summary: 'The seasons',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(schemas.seasonSchema), 'A page of them'), ...problems() },
})
conventionRoutes.openapi(seasons, async (c) => {
  await askerOf(c, EVERYONE)
  return c.json(await listSeasons(c.get('ctx'), c.req.valid('query')), 200)
})

const create = createRoute({
  method: 'post',
  path: '/v1/conventions',
  tags,
  summary: 'A convention of a structure for a season, still without terms (operator)',
  request: { headers: writeHeaders, body: bodyOf(schemas.newConventionSchema) },
  responses: { 201: answers(schemas.createdConventionSchema, 'The convention'), ...problems(404, 409) },
})
conventionRoutes.openapi(create, async (c) => c.json(await createConvention(c, c.req.valid('json')), 201))

const list = createRoute({
  method: 'get',
  path: '/v1/conventions',
  tags,
  summary: 'Conventions (a structure sees its own)',
  request: {
    query: pageQuery.extend({ season_id: z.uuid().optional(), structure_id: z.uuid().optional() }),
  },
  responses: { 200: answers(pageOf(schemas.conventionSchema), 'A page of them'), ...problems() },
})
conventionRoutes.openapi(list, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await listConventions(c.get('ctx'), asker, c.req.valid('query')), 200)
})

const one = createRoute({
  method: 'get',
  path: '/v1/conventions/{id}',
  tags,
  summary: 'One of them with its versions, who approved them, and which is in force',
  request: { params: idParam },
  responses: { 200: answers(schemas.conventionInFullSchema, 'The convention'), ...problems(404) },
})
conventionRoutes.openapi(one, async (c) => {
  const asker = await askerOf(c, BOTH_SIDES)
  return c.json(await oneConvention(c.get('ctx'), asker, c.req.valid('param').id), 200)
})

const propose = createRoute({
  method: 'post',
  path: '/v1/conventions/{id}/versions',
  tags,
  summary: 'Proposes a version of what is agreed',
  request: { headers: writeHeaders, params: idParam, body: bodyOf(schemas.proposedVersionSchema) },
  responses: { ...proposed, ...problems(404, 409) },
})
conventionRoutes.openapi(propose, async (c) =>
  c.json(await proposeVersion(c, c.req.valid('param').id, c.req.valid('json')), 201),
)

const approveVersion = createRoute({
  method: 'post',
  path: '/v1/conventions/{id}/versions/{version_id}/approve',
  tags,
  summary: 'One side’s yes to a version',
  request: { headers: writeHeaders, params: idParam.extend({ version_id: z.uuid() }) },
  responses: { ...approved, ...problems(404, 409) },
})
conventionRoutes.openapi(approveVersion, async (c) => {
  const { id, version_id } = c.req.valid('param')
  return c.json(await approve(c, 'version', id, version_id), 200)
})

const surplus = createRoute({
  method: 'get',
  path: '/v1/conventions/{id}/surplus-decisions',
  tags,
  summary: 'Uses of the surplus, proposed or decided',
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(schemas.surplusDecisionSchema), 'A page of them'), ...problems(404) },
})
conventionRoutes.openapi(surplus, async (c) => {
  const { id } = c.req.valid('param')
  await mustSeeConvention(c.get('ctx'), await askerOf(c, BOTH_SIDES), id)
  return c.json(await listSurplus(c.get('ctx'), id, c.req.valid('query')), 200)
})

const proposeSurplusRoute = createRoute({
  method: 'post',
  path: '/v1/conventions/{id}/surplus-decisions',
  tags,
  summary: 'Proposes what surplus cents should become',
  request: { headers: writeHeaders, params: idParam, body: bodyOf(schemas.proposedSurplusSchema) },
  responses: { ...proposed, ...problems(404, 409) },
})
conventionRoutes.openapi(proposeSurplusRoute, async (c) =>
  c.json(await proposeSurplus(c, c.req.valid('param').id, c.req.valid('json')), 201),
)

const approveSurplus = createRoute({
  method: 'post',
  path: '/v1/conventions/{id}/surplus-decisions/{decision_id}/approve',
  tags,
  summary: 'One side’s yes to a use of the surplus',
  request: { headers: writeHeaders, params: idParam.extend({ decision_id: z.uuid() }) },
  responses: { ...approved, ...problems(404, 409) },
})
conventionRoutes.openapi(approveSurplus, async (c) => {
  const { id, decision_id } = c.req.valid('param')
  return c.json(await approve(c, 'surplus', id, decision_id), 200)
})
