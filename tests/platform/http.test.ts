import { createRoute, z } from '@hono/zod-openapi'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { languageOf, readsPages } from '../../src/platform/http.ts'
import { newRoutes } from '../../src/platform/routes.ts'
import { Problem, PROBLEMS, type ProblemCode } from '../../src/platform/problems.ts'
import { apiKey } from '../../src/platform/schema/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

// A room of the test’s own behind the app’s real frame, with whatever a room may throw.

const SECRET = 'whsec_that-nobody-may-see'
const thrown: Record<string, () => Error> = {
  fault: () => new Error(`it fell over ${SECRET}`),
  caused: () => new Problem('partner_refused', { said: 'no' }, new Error('the partner said no')),
}
let world: World
let app: TestApp
beforeAll(async () => {
  world = await freshWorld()
  const room = newRoutes()
  room.get('/trial/throws/:what/:secret', (c) => {
    throw thrown[c.req.param('what')]!()
  })
  room.get('/trial/refuses/:code', (c) => {
    throw new Problem(c.req.param('code') as ProblemCode, { seats: 3 })
  })
  room.get('/trial/query/:secret', async (c) => {
    const { read } = c.get('ctx').db
    const wrong = eq(apiKey.id, c.req.param('secret'))
    return c.json(await read.select().from(apiKey).where(wrong))
  })
  const strict = createRoute({
    method: 'post',
    path: '/trial/strict',
    request: {
      body: { required: true, content: { 'application/json': { schema: z.object({ seats: z.int() }) } } },
    },
    responses: { 200: { description: 'never' } },
  })
  room.openapi(strict, (c) => c.json({}, 200))
  app = testApp(world, { rooms: [room] })
})
beforeEach(() => {
  app.logged.length = 0
})
const get = (path: string, headers: Record<string, string> = {}) =>
  app.ask(null, 'GET', path, undefined, headers)

describe('every code', () => {
  test.each(Object.entries(PROBLEMS))('%s is one envelope, in French or English', async (code, problem) => {
    for (const language of ['fr', 'en'] as const) {
      const { status, body, headers } = await get(`/trial/refuses/${code}?lang=${language}`)
      expect(status).toBe(problem.status)
      expect(body).toEqual({
        error: {
          code,
          message: problem[language],
          detail: { seats: 3 },
          docs: `${app.ctx.origin}/problems#${code}`,
          request_id: headers.get('x-request-id'),
        },
      })
      const wait: Record<number, string> = { 429: '60', 503: '5' }
      expect(headers.get('retry-after')).toBe(wait[status] ?? null)
      expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
    }
  })

  test('is explained on the page that its answer leads to', async () => {
    const page = await get('/problems?lang=en')
    for (const code of Object.keys(PROBLEMS)) expect(page.text).toContain(`id="${code}"`)
  })
})

describe('a fault of ours', () => {
  test('tells who asked its id alone, and the log the rest', async () => {
    const { status, body, text } = await get(`/trial/throws/fault/${SECRET}`)
    expect([status, body.error.code, body.error.detail]).toEqual([500, 'fault', {}])
    expect(text).not.toContain(SECRET)
    expect(text).not.toMatch(/fell over|\.ts:|node_modules/)
    expect(app.logged).toMatchObject([
      { event: 'problem', about: { code: 'fault', request_id: body.error.request_id, method: 'GET' } },
    ])
  })

  test('is logged under its route, not under the address, which may be a secret', async () => {
    await get(`/trial/throws/caused/${SECRET}`)
    expect(app.logged[0]?.about).toMatchObject({
      route: '/trial/throws/:what/:secret',
      cause: expect.stringContaining('the partner said no'),
    })
    expect(JSON.stringify(app.logged)).not.toContain(SECRET)
  })

  test('of a query is logged without what it was asked with', async () => {
    const { status } = await get(`/trial/query/${SECRET}`)
    expect(status).toBe(500)
    const { cause } = app.logged[0]!.about
    expect(cause).toMatch(/^A query failed: invalid input syntax for type uuid/)
    expect(cause).toMatch(/\n {4}at /)
    expect(cause).not.toContain('params')
    expect(cause).not.toContain('select')
  })

  test('and what was refused for a reason is not logged at all', async () => {
    await get('/trial/refuses/not_enough_seats')
    await get('/nowhere')
    expect(app.logged).toEqual([])
  })
})

describe('the id of a request', () => {
  test('is what came with it, when it can be one', async () => {
    const answer = await get('/health', { 'x-request-id': 'from-the-venue_1' })
    expect(answer.headers.get('x-request-id')).toBe('from-the-venue_1')
  })

  test.each(['a'.repeat(65), 'with a space', '<script>', 'é'])('is made new otherwise: %s', async (id) => {
    const given = (await get('/nowhere', { 'x-request-id': id })).headers.get('x-request-id')
    expect(given).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('is on every answer, and never the same', async () => {
    const ids = await Promise.all(
      ['/health', '/problems', '/openapi.json', '/v1/gifts', '/nowhere'].map(async (path) =>
        (await get(path)).headers.get('x-request-id')!,
      ),
    )
    expect(new Set(ids.filter(Boolean)).size).toBe(5)
  })
})

test('a body that its schema refuses is answered field by field', async () => {
  const refused = await app.ask(null, 'POST', '/trial/strict', { seats: 1.5 })
  expect([refused.status, refused.body.error.detail.issues]).toEqual([
    400,
    [{ field: 'seats', message: expect.any(String) }],
  ])
})

test.each([
  ['fr', 'en', 'fr'],
  ['en', 'fr', 'en'],
  ['de', 'en-GB', 'en'],
  [undefined, 'de, en;q=0.5', 'en'],
  [undefined, 'fr-CH, en;q=0.5', 'fr'],
  [undefined, 'de', 'fr'],
  [undefined, '', 'fr'],
  [undefined, undefined, 'fr'],
] as const)('language: ?lang=%s and «%s» is %s', (asked, accepted, language) => {
  expect(languageOf(asked, accepted)).toBe(language)
})

test.each([
  ['text/html,application/xhtml+xml,*/*;q=0.8', true],
  ['application/json', false],
  ['*/*', false],
  [undefined, false],
])('who accepts %s reads pages: %s', (accept, reads) => {
  expect(readsPages(new Headers(accept === undefined ? {} : { accept }))).toBe(reads)
})
