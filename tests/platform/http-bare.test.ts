import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import type { AppEnv } from '../../src/platform/http.ts'
import { answerProblem, newRoutes, paged } from '../../src/platform/http.ts'
import { Problem, PROBLEMS } from '../../src/platform/problems.ts'

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
  const { createRoute, z } = await import('@hono/zod-openapi')
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
  const rows = ['a', 'b', 'c'].map((id) => ({ id }))
  expect(paged(rows, 2)).toEqual({ items: [{ id: 'a' }, { id: 'b' }], next: 'b' })
  expect(paged(rows, 3)).toEqual({ items: rows, next: null })
  expect(paged(rows, 4)).toEqual({ items: rows, next: null })
  expect(paged([], 1)).toEqual({ items: [], next: null })
})
