import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { SECRET } from '../api/two-houses.ts'
import type { Answer } from '../setup/app.ts'
import { askRoute, filled, isPage } from './ask-route.ts'
import { everyone, type Everyone, type Who } from './everyone.ts'
import { TABLE, type Answered, type Row } from './table.ts'

let house: Everyone
beforeAll(async () => {
  house = await everyone()
})

interface Parameter {
  name: string
  in: string
}
const ask = (key: string | null, [route]: Row, headers?: Record<string, string>) =>
  askRoute(house, key, route, headers)

function expectAnswer(answer: Answer, expected: Answered, who: string): void {
  expect({ who, status: answer.status }).toEqual({ who, status: expected === 'none' ? 200 : expected })
}
function expectNothingOf(answer: Answer, ids: Record<string, string>, who: string): void {
  const seen = Object.entries(ids).flatMap(([name, id]) => (answer.text.includes(id) ? [name] : []))
  expect({ who, seen }).toEqual({ who, seen: [] })
}

describe.each(TABLE)('%s', (...row) => {
  const [route, nobody, operator, structure, relay, another_structure, another_relay] = row
  const isPublic = nobody === 200

  test('opens to nobody more than to anybody', async () => {
    for (const key of [null, 'fauteuil_key_0000', house.revoked]) {
      const answer = await ask(key, row)
      expectAnswer(answer, nobody, 'nobody')
      if (nobody !== 401 || isPage(route.split(' ')[1]!) || /\/(hooks|edge)\//.test(route)) continue
      expect(answer.body.error.code).toBe('unauthenticated')
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  test('answers each role what is its own, and no more', async () => {
    // those first who may change nothing
    const asked: [Who, Answered][] = [
      ['another_structure', another_structure],
      ['another_relay', another_relay],
      ['relay', relay],
      ['structure', structure],
      ['operator', operator],
    ]
    for (const [who, expected] of asked) {
      const answer = await ask(house.actors[who].key, row)
      expectAnswer(answer, expected, who)
      expect(answer.text).not.toContain(SECRET)
      const codes = answer.status === 403 ? ['forbidden', undefined] : [answer.body?.error?.code]
      expect(codes).toContain(answer.body?.error?.code)
      if (isPublic) continue
      if (who === 'another_structure') expectNothingOf(answer, house.of_structure, who)
      if (who === 'another_relay') expectNothingOf(answer, house.of_relay, who)
    }
  })
})

describe('every write of the API', () => {
  const writes = TABLE.filter(([route]) => /^(POST|PATCH|PUT|DELETE) \/v1\//.test(route))
  test.each(writes)('%s asks for an Idempotency-Key', async (...row) => {
    const [, , operator, structure] = row
    const who = operator !== 403 ? 'operator' : structure !== 403 ? 'structure' : 'relay'
    const refused = await ask(house.actors[who].key, row, { 'idempotency-key': '' })
    // what does not exist any more, or may not be called, is said first
    expect(['idempotency_key_missing', 'address_not_allowed', 'not_found']).toContain(refused.body.error.code)
  })
})

test('the table has a row for every route of the application, and no other', () => {
  const named = (route: string) => route.replaceAll(/:\w+(\{[^ ]*?\}(?=\/|$))?/g, ':')
  const routes = house.app.routes.flatMap(({ method, path }) =>
    method === 'ALL' ? [] : [`${method} ${path}`],
  )
  const declared = house.app.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route'
      ? [`${one.route.method.toUpperCase()} ${one.route.path.replaceAll(/\{\w+\}/g, ':x')}`]
      : [],
  )
  expect(new Set(TABLE.map(([route]) => named(route)))).toEqual(new Set(routes.map(named)))
  expect(routes.map(named)).toEqual(expect.arrayContaining(declared.map(named)))
  expect(declared.length).toBeGreaterThan(50)
})

test('a list filtered by an id of another’s shows nothing', async () => {
  const document = await house.ask(null, 'GET', '/openapi.json')
  const paths = document.body.paths as Record<string, { get?: { parameters?: Parameter[] } }>
  const filters = Object.entries(paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .filter(({ in: where, name }) => where === 'query' && name.endsWith('_id'))
      .map(({ name }) => ({ path, name })),
  )
  expect(filters).toContainEqual({ path: '/v1/gifts', name: 'convention_id' })
  for (const { path, name } of filters) {
    const id = house.ids[name] ?? house.ids['structure_id']!
    const answer = await house.ask(house.actors.another_structure, 'GET', `${path}?${name}=${id}`)
    if (answer.status === 404 || answer.status === 403) continue
    expectAnswer(answer, 'none', `${path}?${name}`)
    expectNothingOf(answer, house.of_structure, `${path}?${name}`)
  }
})

test('an address that holds no id is an invalid request, whoever asks', async () => {
  for (const [route] of TABLE) {
    if (!/^GET \/v1\/.*:/.test(route)) continue
    const path = route.split(' ')[1]!.replaceAll(/:\w+/g, 'not-an-id')
    const { status, body } = await house.ask(house.actors.operator, 'GET', path)
    expect([path, status, body.error.code]).toEqual([path, 400, 'invalid_request'])
  }
})

test('what is another’s is answered like what does not exist', async () => {
  const nothing = uuidv7()
  for (const [route, , , , , another_structure, another_relay] of TABLE) {
    const who =
      another_structure === 404 ? 'another_structure' : another_relay === 404 ? 'another_relay' : null
    if (!who || !route.startsWith('GET /v1/')) continue
    const path = route.split(' ')[1]!
    const others = await house.ask(house.actors[who], 'GET', filled(house, path))
    const none = await house.ask(house.actors[who], 'GET', path.replace(/:\w+_id/, nothing))
    const { request_id: _one, ...said } = others.body.error
    expect(none.body.error).toMatchObject(said)
  }
})
