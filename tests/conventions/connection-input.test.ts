import { beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
let api: TestApp
beforeAll(async () => {
  world = await freshWorld()
  api = testApp(world)
})

/** What is refused of a change to a connection that is there: as its platform's schema says, not as the route's. */
async function issuesOf(change: object): Promise<{ field: string; message: string }[]> {
  const answer = await api.ask(world.structure, 'PATCH', `/v1/connections/${world.connection_id}`, change)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request'])
  return answer.body.error.detail.issues
}
const address = 'https://billetterie.example.fr'
const token = 'a-token-of-the-venue'
const said = expect.stringMatching(/./)

describe('a connection is refused field by field:', () => {
  test('settings without their address', async () => {
    expect(await issuesOf({ settings: {}, credentials: { token } })).toEqual([
      { field: 'settings.address', message: said },
    ])
  })

  test('credentials that are none', async () => {
    expect(await issuesOf({ credentials: { token: 'short' } })).toEqual([
      { field: 'credentials.token', message: said },
    ])
  })

  test('a character that the database does not keep', async () => {
    const settings = { address: `${address}/\ud83c` }
    expect(await issuesOf({ settings, credentials: { token } })).toEqual([
      { field: 'settings', message: said },
    ])
  })
})

test('what our own access opens is connected by the operator alone, and a structure is told so', async () => {
  const body = { platform: 'stripe', settings: { account: 'acct_NotTheirOwn1' }, credentials: {} }
  const { status, body: answer } = await api.ask(world.structure, 'POST', '/v1/connections', body)
  expect([status, answer.error.detail]).toEqual([403, { role: 'structure', roles: ['operator'] }])
})

test('what a platform does not know of its settings is not kept', async () => {
  const change = { settings: { address, colour: 'blue' }, credentials: { token } }
  const path = `/v1/connections/${world.connection_id}`
  expect((await api.ask(world.structure, 'PATCH', path, change)).status).toBe(200)
  expect((await api.ask(world.structure, 'GET', path)).body.settings).toEqual({ address })
})
