import { beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
let api: TestApp
beforeAll(async () => {
  world = await freshWorld()
  api = testApp(world)
})
const me = async (headers: Record<string, string>) => api.ask(null, 'GET', '/v1/me', undefined, headers)

describe('an access key', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('is a bearer, written %s', async (word) => {
    const { status, body } = await me({ authorization: `${word} ${world.relay.key}` })
    expect([status, body.role]).toEqual([200, 'relay'])
  })

  test.each(['', 'Basic ', 'Digest Bearer ', 'NotBearer '])('is none behind «%s»', async (before) => {
    const { status, body } = await me({ authorization: `${before}${world.relay.key}` })
    expect([status, body.error.code]).toEqual([401, 'unauthenticated'])
  })

  test('of one who may not is told who may', async () => {
    const refused = await api.ask(world.relay, 'GET', '/v1/connections')
    expect([refused.status, refused.body.error.detail]).toEqual([
      403,
      { role: 'relay', roles: expect.arrayContaining(['structure', 'operator']) },
    ])
    expect(refused.body.error.detail.roles).not.toContain('relay')
  })
})
