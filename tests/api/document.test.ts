import { beforeAll, expect, test } from 'vitest'
import { PROBLEMS } from '../../src/platform/problems.ts'
import { freshWorld } from '../setup/world.ts'
import { ORIGIN, testApp } from '../setup/app.ts'

let api: ReturnType<typeof testApp>
beforeAll(async () => {
  api = testApp(await freshWorld())
})

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[]
  responses: Record<string, { content?: { 'application/json'?: { schema: object } } }>
  tags: string[]
  summary: string
}

test('the document says of every route who may ask it and what it answers, in the schemas that check it', async () => {
  const { status, body } = await api.ask(null, 'GET', '/openapi.json')
  expect(status).toBe(200)
  expect(body.openapi).toBe('3.1.0')
  expect(body.servers).toEqual([{ url: ORIGIN }])
  expect(body.components.securitySchemes.access_key).toMatchObject({ type: 'http', scheme: 'bearer' })

  const tags = new Set(body.tags.map(({ name }: { name: string }) => name))
  const paths = body.paths as Record<string, Record<string, Operation>>
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      expect(operation.summary, `${method} ${path}`).toBeTruthy()
      const always = [
        '400',
        '401',
        '403',
        '429',
        '500',
        '503',
        ...('requestBody' in operation ? ['413'] : []),
      ]
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(always))
      for (const refusal of always) {
        const schema = operation.responses[refusal]?.content?.['application/json']?.schema
        expect(schema).toEqual({ $ref: '#/components/schemas/Problem' })
      }
      for (const tag of operation.tags) expect(tags).toContain(tag)
    }
  }
  const create = paths['/v1/connections']!['post']!
  expect(create.parameters).toContainEqual(
    expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }),
  )
  const platforms = body.components.schemas.NewConnection.oneOf.map(
    (one: { properties: { platform: { enum: string[] } } }) => one.properties.platform.enum[0],
  )
  expect(platforms).toEqual(['pretix', 'open', 'stripe'])
})

test('the page of problems explains every code in both languages, where errors point to', async () => {
  const page = await api.ask(null, 'GET', '/problems')
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  for (const [code, { fr }] of Object.entries(PROBLEMS)) {
    expect(page.text).toContain(`id="${code}"`)
    expect(page.text).toContain(fr)
  }
  const refused = await api.ask(null, 'GET', '/v1/me')
  expect(refused.body.error.docs).toBe(`${ORIGIN}/problems#unauthenticated`)
})
