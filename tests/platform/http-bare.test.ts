import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../src/platform/context.ts'
import type { AppEnv } from '../../src/platform/http.ts'
import { answerProblem, paged } from '../../src/platform/http.ts'
import { newRoutes, pageOf, pageQuery, problems } from '../../src/platform/routes.ts'
import { Problem, PROBLEMS, type ProblemCode } from '../../src/platform/problems.ts'

// What happens before anything is known of a request: no context, no id, no language.

function bare(thrown: Error) {
  const app = new Hono<AppEnv>()
  app.onError((cause, c) => answerProblem(cause, c))
  app.get('/', () => {
    throw thrown
  })
  return app
}

test('is answered all the same, in French', async () => {
  const answer = await bare(new Problem('not_found', { what: 'season' })).request('/')
  expect(await answer.json()).toEqual({
    error: {
      code: 'not_found',
      message: PROBLEMS.not_found.fr,
      detail: { what: 'season' },
      docs: '/problems#not_found',
      request_id: 'none',
    },
  })
})

test('a request that the framework refuses says what of it could not be read', async () => {
  const answer = await bare(new HTTPException(400, { message: 'Malformed JSON' })).request('/')
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    error: { code: 'invalid_request', detail: { issues: [{ field: 'body', message: 'Malformed JSON' }] } },
  })
})

test.each([500, 501] as const)('a %i of the framework is a fault, and tells nothing', async (status) => {
  const answer = await bare(new HTTPException(status, { message: 'inside' })).request('/')
  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({ error: { code: 'fault', detail: {} } })
})

test('of a form, each field that is wrong is named with where it lies', async () => {
  const app = newRoutes()
  app.onError((cause, c) => answerProblem(cause, c))
  const offer = z.object({ offer: z.object({ seats: z.int() }) })
  const body = { required: true, content: { 'application/json': { schema: offer } } }
  const responses = { 200: { description: 'taken' } }
  app.openapi(createRoute({ method: 'post', path: '/', request: { body }, responses }), (c) => c.json({}))
  const send = async (value: unknown) =>
    app.request('/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    })
  const refused = await (await send({ offer: { seats: 0.5 } })).json<{ error: { detail: object } }>()
  expect(refused.error.detail).toEqual({ issues: [{ field: 'offer.seats', message: expect.any(String) }] })
  expect((await send({ offer: { seats: 2 } })).status).toBe(200)
})

test('a page holds what was asked for, and names the last of it only when more follows', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
  expect(paged(rows, 3)).toEqual({ items: rows.slice(0, 3), next: 'c' })
  expect(paged(rows, 4)).toEqual({ items: rows, next: null })
  expect(paged(rows, 5)).toEqual({ items: rows, next: null })
  expect(paged([], 1)).toEqual({ items: [], next: null })
})

test('a page is asked for with one to two hundred rows; fifty when nothing is said', () => {
  expect(pageQuery.parse({})).toEqual({ limit: 50 })
  for (const limit of ['1', '200']) expect(pageQuery.parse({ limit })).toEqual({ limit: Number(limit) })
  for (const limit of ['0', '201', '1.5', 'many']) expect(pageQuery.safeParse({ limit }).success).toBe(false)
  expect(pageQuery.safeParse({ after: 'there' }).success).toBe(false)
  const after = '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10'
  expect(pageQuery.parse({ after })).toEqual({ limit: 50, after })
})

test('a page is answered with its rows and the next of them', () => {
  const page = pageOf(z.object({ id: z.string() }))
  for (const next of [null, '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10'])
    expect(page.safeParse({ items: [{ id: 'a' }], next }).success).toBe(true)
  for (const wrong of [{ items: [{}], next: null }, { items: [], next: 'a' }, { items: [] }, { next: null }])
    expect(page.safeParse(wrong).success).toBe(false)
})

test('a route says of each refusal which codes it may carry, and in what form', () => {
  const said = problems(404, 409)
  expect(Object.keys(said).map(Number)).toEqual(
    expect.arrayContaining([400, 401, 403, 404, 409, 429, 500, 503]),
  )
  const codes = Object.keys(PROBLEMS) as ProblemCode[]
  for (const [status, { description, content }] of Object.entries(said)) {
    expect(description.split(', ')).toEqual(codes.filter((code) => PROBLEMS[code].status === Number(status)))
    const { schema } = content['application/json']
    const detail = { seats: 3 }
    const error = { code: 'x', message: 'y', detail, docs: 'z', request_id: 'r' }
    expect(schema.parse({ error })).toEqual({ error })
    expect(schema.safeParse({ error: { code: 'x' } }).success).toBe(false)
    expect(schema.safeParse({}).success).toBe(false)
  }
})

describe('of a fault, the log holds', () => {
  const logged = async (thrown: Error) => {
    const about: Record<string, unknown>[] = []
    const app = new Hono<AppEnv>()
    app.onError((cause, c) => answerProblem(cause, c))
    app.use(async (c, next) => {
      const ctx = { log: (_: string, more: Record<string, unknown>) => about.push(more), origin: '' }
      c.set('ctx', ctx as unknown as Context)
      await next()
    })
    app.get('/', () => {
      throw thrown
    })
    await app.request('/')
    return about[0]?.['cause']
  }

  test('where it happened, or what was said where that is not known', async () => {
    expect(await logged(new TypeError('it fell'))).toMatch(/^TypeError: it fell\n {4}at .*http-bare/)
    const homeless = Object.assign(new Error('it fell'), { stack: undefined })
    expect(await logged(homeless)).toBe('it fell')
  })
})
