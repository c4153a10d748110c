import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLAUSES } from '../../../adapters/open/wire/clauses.ts'
import { freshBoxOffice, TOKEN } from './harness.ts'

interface Document {
  openapi: string
  info: { description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, { responses: object; security?: unknown[] }>>
  webhooks: object
  components: { schemas: Record<string, unknown> }
}

describe('the document of the open contract', () => {
  let box: Awaited<ReturnType<typeof freshBoxOffice>>
  let document: Document
  beforeAll(async () => {
    box = await freshBoxOffice()
    // Anybody may read it: no token is sent.
    document = (await (await fetch(`${box.url}/acs/openapi.json`)).json()) as Document
  })
  afterAll(async () => box.stop())

  it('is OpenAPI 3.1, says where it answers, and names every clause', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: box.url }])
    for (const clause of Object.keys(CLAUSES)) expect(document.info.description).toContain(`**${clause}**`)
    expect(document.webhooks).toHaveProperty('event.post.requestBody')
  })

  it('refers only to schemas that it has', () => {
    const refers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(?<name>[^"]+)"/g)]
    const names = new Set(refers.map((match) => match.groups?.['name'] ?? ''))
    expect(names.size).toBeGreaterThan(20)
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...names]))
  })

  it('describes what the reference server answers, and only with a token', async () => {
    const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({ path, method, security })),
    )
    expect(calls.length).toBeGreaterThan(25)
    for (const { path, method, security } of calls) {
      expect(security).toEqual([{ bearer: [] }])
      const url = box.url + path.replaceAll(/\{\w+\}/g, 'nobody')
      const body = method === 'get' || method === 'delete' ? null : '{}'
      const send = async (headers: Record<string, string>) =>
        fetch(url, {
          method: method.toUpperCase(),
          body,
          headers: { ...headers, 'content-type': 'application/json' },
        })
      expect((await send({})).status).toBe(401)
      const answer = await send({ authorization: `Bearer ${TOKEN}` })
      expect(await answer.text()).not.toContain('nothing at this address')
      expect(answer.status).toBeLessThan(500)
    }
  })
})
