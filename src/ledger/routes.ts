import { createRoute, z } from '@hono/zod-openapi'
import {
  answers,
  askerOf,
  BOTH_SIDES,
  idParam,
  isYes,
  mustSeeConvention,
  yesOrNo,
  type Role,
} from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../platform/routes.ts'
import { figuresOf, totals } from './figures.ts'
import { listDifferences } from './list-differences.ts'
import { listEntries } from './list-entries.ts'
import { readBalances } from './read-balances.ts'
import * as schemas from './schemas.ts'

const OPERATOR: readonly Role[] = ['operator']
const tags = ['ledger']

/** Both sides of a convention see its books, nobody else. */
async function seen(c: Request, convention_id: string): Promise<void> {
  await mustSeeConvention(c.get('ctx'), await askerOf(c, BOTH_SIDES), convention_id)
}

export const ledgerRoutes = newRoutes()

const balances = createRoute({
  method: 'get',
  path: '/v1/conventions/{id}/balances',
  tags,
  summary: 'Every account of a convention, exact at this moment',
  request: { params: idParam },
  responses: { 200: answers(schemas.balancesSchema, 'The accounts'), ...problems(404) },
})
ledgerRoutes.openapi(balances, async (c) => {
  const { id } = c.req.valid('param')
  await seen(c, id)
  return c.json({ convention_id: id, balances: await readBalances(c.get('ctx'), id) }, 200)
})

const entries = createRoute({
  method: 'get',
  path: '/v1/conventions/{id}/entries',
  tags,
  summary: 'Every entry of a convention with its postings, in the order of their numbers',
  request: { params: idParam, query: schemas.entryPageQuery },
  responses: { 200: answers(schemas.entryPageSchema, 'A page of them'), ...problems(404) },
})
ledgerRoutes.openapi(entries, async (c) => {
  const { id } = c.req.valid('param')
  await seen(c, id)
  return c.json(await listEntries(c.get('ctx'), id, c.req.valid('query')), 200)
})

const figures = createRoute({
  method: 'get',
  path: '/v1/conventions/{id}/figures',
  tags,
  summary: 'From gifts to used seats, in figures, and whether all of it agrees',
  request: { params: idParam },
  responses: { 200: answers(schemas.figuresSchema, 'The figures'), ...problems(404) },
})
ledgerRoutes.openapi(figures, async (c) => {
  const { id } = c.req.valid('param')
  await seen(c, id)
  return c.json(await figuresOf(c.get('ctx'), id), 200)
})

const territory = createRoute({
  method: 'get',
  path: '/v1/figures',
  tags,
  summary: 'The same over all conventions, or those of a season (operator)',
  request: { query: z.object({ season_id: z.uuid().optional() }) },
  responses: { 200: answers(schemas.totalsSchema, 'The totals'), ...problems() },
})
ledgerRoutes.openapi(territory, async (c) => {
  await askerOf(c, OPERATOR)
  return c.json(await totals(c.get('ctx'), c.req.valid('query').season_id), 200)
})

const differences = createRoute({
  method: 'get',
  path: '/v1/differences',
  tags: ['follow-up'],
  summary: 'Where a ticketing’s own books and ours disagree (operator)',
  request: {
    query: pageQuery.extend({
      open: yesOrNo.default('true').transform(isYes),
      connection_id: z.uuid().optional(),
    }),
  },
  responses: { 200: answers(pageOf(schemas.differenceSchema), 'A page of them'), ...problems() },
})
ledgerRoutes.openapi(differences, async (c) => {
  await askerOf(c, OPERATOR)
  return c.json(await listDifferences(c.get('ctx'), c.req.valid('query')), 200)
})
