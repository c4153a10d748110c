import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isPlatform } from '../../adapters/registry.ts'
import { receiveHook } from '../../src/hooks/receive.ts'
import type { Context } from '../../src/platform/context.ts'
import { freshBoxOffice, TOKEN } from '../adapters/open/harness.ts'
import { join, SECRET } from '../api/two-houses.ts'
import { ORIGIN, testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'

let world: World
let api: TestApp
let box: Awaited<ReturnType<typeof freshBoxOffice>>
/** what the partner is asked, and what a test makes it answer instead */
const calls: string[] = []
let instead: (call: string, body: string) => Response | undefined = () => undefined

let now_ms = Date.parse(NOW)
const changes = (address: string): Partial<Context> => ({
  // calls are paced by the clock, so it goes on
  now: () => new Date((now_ms += 1_000)).toISOString(),
  private_addresses_allowed: [new URL(address).host],
  fetch: async (input, init) => {
    const request = new Request(input, init)
    const call = `${request.method} ${new URL(request.url).pathname}`
    calls.push(call)
    return instead(call, await request.clone().text()) ?? fetch(request)
  },
})

beforeAll(async () => {
  box = await freshBoxOffice({ now: () => new Date(NOW) })
  world = await freshWorld()
  api = testApp(world, changes(box.url))
})
afterAll(async () => {
  await box.stop()
})

const connect = async (credentials: object = { token: TOKEN }) => {
  const body = { platform: 'open', settings: { address: box.url }, credentials }
  const made = await api.ask(world.structure, 'POST', '/v1/connections', body)
  expect([made.status, made.body]).toEqual([
    201,
    {
      id: expect.any(String),
      structure_id: world.structure.organisation_id,
      platform: 'open',
      settings: { address: box.url },
      state: 'draft',
    },
  ])
  return made.body.id as string
}
const on = async (id: string, verb: string, headers: Record<string, string> = {}) => {
  calls.length = 0
  return api.ask(world.structure, 'POST', `/v1/connections/${id}/${verb}`, undefined, headers)
}
const seen = async (id: string) => (await api.ask(world.structure, 'GET', `/v1/connections/${id}`)).body
const row = async (id: string) =>
  (await world.pg.query('select * from connection where id = $1', [id])).rows[0] as {
    credentials: string
    provision: unknown
  }
const troubles = async (id: string) =>
  (await world.pg.query('select message, todo from trouble where subject = $1 and resolved_at is null', [id]))
    .rows

describe('credentials', () => {
  test('are sealed in the database and told by no answer, nor by the log', async () => {
    const id = await connect({ token: SECRET, scope: SECRET })
    const { credentials } = await row(id)
    expect(credentials).not.toContain(SECRET)
    expect(JSON.parse(await api.ctx.secrets.decrypt(credentials, id))).toEqual({ token: SECRET })
    for (const path of ['/v1/connections', `/v1/connections/${id}`]) {
      const { text, status } = await api.ask(world.operator, 'GET', path)
      expect(status).toBe(200)
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain('credentials')
      expect(text).not.toContain('provision')
    }
    const refused = await on(id, 'enable')
    expect([refused.status, refused.body.error.code]).toEqual([502, 'partner_refused'])
    expect(refused.body.error.detail.todo).toContain('token')
    expect(refused.text + JSON.stringify(api.logged)).not.toContain(SECRET)
  })

  test('are changed whole, and the next call uses them', async () => {
    const id = await connect({ token: 'of-another-box-office' })
    expect((await on(id, 'enable')).status).toBe(502)
    const change = { credentials: { token: TOKEN } }
    const changed = await api.ask(world.structure, 'PATCH', `/v1/connections/${id}`, change)
    expect([changed.status, changed.body]).toEqual([200, { id }])
    expect((await on(id, 'enable')).body.state).toBe('enabled')
    const nothing = await api.ask(world.structure, 'PATCH', `/v1/connections/${id}`, {})
    expect(nothing.status).toBe(400)
  })
})

describe('addresses', () => {
  test.each([
    'http://billetterie.example/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/',
    'https://[::1]/',
    'https://localhost/',
    'https://db.internal/',
    'https://billetterie.example:8443/',
    'https://user:password@billetterie.example/',
  ])('%s is not connected to', async (address) => {
    const body = { platform: 'open', settings: { address }, credentials: { token: TOKEN } }
    const refused = await api.ask(world.structure, 'POST', '/v1/connections', body)
    expect([refused.status, refused.body.error.code]).toEqual([400, 'address_not_allowed'])
    expect(refused.text).not.toContain('password')
    const change = { settings: { address } }
    const path = `/v1/connections/${world.connection_id}`
    const kept = await api.ask(world.structure, 'PATCH', path, change)
    expect(kept.body.error.code).toBe('address_not_allowed')
  })

  test('a structure connects its own ticketing only, and the operator says whose', async () => {
    const body = { platform: 'open', settings: { address: box.url }, credentials: { token: TOKEN } }
    const unsaid = await api.ask(world.operator, 'POST', '/v1/connections', body)
    expect(unsaid.body.error.detail.issues[0].field).toBe('structure_id')
    const neighbour = await join(world, 'structure', 'Opéra')
    const structure_id = neighbour.organisation_id
    const theirs = await api.ask(world.structure, 'POST', '/v1/connections', { ...body, structure_id })
    expect([theirs.status, theirs.body.error.detail]).toEqual([404, { what: 'structure' }])
    const made = await api.ask(world.operator, 'POST', '/v1/connections', { ...body, structure_id })
    expect([made.status, made.body.structure_id]).toEqual([201, structure_id])
    const relay = { ...body, structure_id: world.relay.organisation_id }
    expect((await api.ask(world.operator, 'POST', '/v1/connections', relay)).status).toBe(404)
  })
})

/** What the ticketing was told to call, as the box office kept it. */
const registered = async () => (await box.call<{ url: string }>('GET', '/acs/webhook')).url
function hookOf(url: string) {
  const [, , platform = '', connection_id = '', generation = '', token = ''] = new URL(url).pathname.split(
    '/',
  )
  if (!isPlatform(platform)) throw new Error(platform)
  return { platform, connection_id, generation: Number(generation), token, headers: new Headers(), body: '' }
}

describe('enabling', () => {
  test('sets up the step and the webhook, checks them, and is answered again without a call', async () => {
    const id = await connect()
    const once = { 'idempotency-key': 'enable-this-one' }
    const enabled = await on(id, 'enable', once)
    expect([enabled.status, enabled.body.state]).toEqual([200, 'enabled'])
    expect(enabled.body.checks.length).toBeGreaterThan(2)
    expect(enabled.body.checks.every(({ ok }: { ok: boolean }) => ok)).toBe(true)
    const url = await registered()
    expect(url).toMatch(new RegExp(`^${ORIGIN}/hooks/open/${id}/1/[0-9a-f]{64}$`))
    const step = await box.call<{ title: { fr: string } }>('GET', '/acs/step')
    expect(step.title.fr).toBe('Partager un fauteuil')
    expect(await seen(id)).toMatchObject({ state: 'enabled', checks: enabled.body.checks })

    expect(calls.length).toBeGreaterThan(0)
    const again = await on(id, 'enable', once)
    expect(again.body).toEqual(enabled.body)
    expect([again.headers.get('idempotency-replayed'), calls]).toEqual(['true', []])
    const told = enabled.text + JSON.stringify(await seen(id)) + JSON.stringify(api.logged)
    expect(told).not.toContain(hookOf(url).token)
    expect(told).not.toContain('whsec_')
  })

  test('keeps webhooks that come while the ticketing is being set up', async () => {
    const id = await connect()
    let outcome: unknown
    instead = (call, body) => {
      if (call === 'PUT /acs/webhook') {
        const { url } = JSON.parse(body) as { url: string }
        const { connection_id, generation } = hookOf(url)
        const hook = { id: crypto.randomUUID(), connection_id, generation, event_id: 'early', now: NOW }
        outcome = world.db.call('store_hook', { ...hook, body: '{}', state: 'received', reason: null })
      }
      return undefined
    }
    expect((await on(id, 'enable')).body.state).toBe('enabled')
    instead = () => undefined
    expect(await outcome).toEqual({ outcome: 'stored' })
  })

  test('with a check that fails, a new connection is not enabled, and an enabled one stays so and is shown', async () => {
    const id = await connect()
    instead = (call) => (call === 'GET /capabilities' ? Response.json([]) : undefined)
    const failing = await on(id, 'enable')
    expect([failing.status, failing.body.state]).toEqual([200, 'disabled'])
    expect(failing.body.checks).toContainEqual(expect.objectContaining({ name: 'capabilities', ok: false }))
    expect(await troubles(id)).toEqual([
      { message: expect.stringContaining('acs/step'), todo: expect.stringContaining('enable') },
    ])
    instead = () => undefined
    expect((await on(id, 'enable')).body.state).toBe('enabled')
    expect(await troubles(id)).toEqual([])
    instead = (call) => (call === 'GET /capabilities' ? Response.json([]) : undefined)
    expect((await on(id, 'enable')).body.state).toBe('enabled')
    instead = () => undefined
    expect(await troubles(id)).toHaveLength(1)
  })

  test('a ticketing that does not answer is said, nothing is enabled, and the same request may be made again', async () => {
    const id = await connect()
    const once = { 'idempotency-key': 'enable-when-it-is-down' }
    instead = () => new Response('', { status: 503, headers: { 'retry-after': '5' } })
    const down = await on(id, 'enable', once)
    expect([down.status, down.body.error.code]).toEqual([503, 'partner_unavailable'])
    expect((await seen(id)).state).toBe('disabled')
    instead = () => undefined
    expect((await on(id, 'enable', once)).body.state).toBe('enabled')
  })

  test('a ticketing that repeats what it was sent does not make us tell the secret', async () => {
    const id = await connect()
    instead = (call, body) => (call === 'PUT /acs/webhook' ? new Response(body, { status: 422 }) : undefined)
    const refused = await on(id, 'enable')
    instead = () => undefined
    expect(refused.status).toBe(502)
    expect(refused.body.error.detail.said).toContain('422')
    expect(refused.text).not.toMatch(/whsec_|[0-9a-f]{64}/)
  })
})

test('rotating: the new address is good before the partner hears of it, the old one for three days more', async () => {
  const id = await connect()
  expect([(await on(id, 'rotate-hook')).body.error.code]).toEqual(['connection_not_enabled'])
  await on(id, 'enable')
  const before = await registered()
  const once = { 'idempotency-key': 'rotate-this-one' }
  const rotated = await on(id, 'rotate-hook', once)
  expect([rotated.status, rotated.body.hook_generation, rotated.body.state]).toEqual([200, 2, 'enabled'])
  const after = await registered()
  expect(after).toMatch(/\/2\/[0-9a-f]{64}$/)
  expect(Date.parse(rotated.body.hook_overlap_ends_at) - now_ms).toBeGreaterThan(2.9 * 86_400_000)

  const store = async (url: string, now: string) => {
    const { connection_id, generation } = hookOf(url)
    const hook = {
      id: crypto.randomUUID(),
      event_id: crypto.randomUUID(),
      body: '{}',
      state: 'received',
      now,
    }
    return (await world.db.call('store_hook', { ...hook, connection_id, generation, reason: null })).outcome
  }
  const later = new Date(now_ms + 4 * 86_400_000).toISOString()
  expect([await store(before, NOW), await store(after, NOW)]).toEqual(['stored', 'stored'])
  expect([await store(before, later), await store(after, later)]).toEqual(['unknown', 'stored'])

  await on(id, 'rotate-hook', once)
  expect((await seen(id)).hook_generation).toBe(2)
  expect(await registered()).toBe(after)
})

test('what is not from the ticketing is not kept, once it has an address', async () => {
  const id = await connect()
  await on(id, 'enable')
  const forged = { ...hookOf(await registered()), body: '{"type":"order"}' }
  await expect(receiveHook(api.ctx, forged)).rejects.toThrow('hook_not_genuine')
  const { rows } = await world.pg.query('select from inbox where connection_id = $1', [id])
  expect(rows).toEqual([])
})

test('disabling takes the step back and remembers what was made, so that a refund is recognised', async () => {
  const id = await connect()
  await on(id, 'enable')
  const disabled = await on(id, 'disable')
  expect([disabled.status, disabled.body.state, disabled.body.checks]).toEqual([200, 'disabled', []])
  expect(calls).toEqual(['DELETE /acs/step', 'DELETE /acs/webhook'])
  expect((await row(id)).provision).toMatchObject({ contract: 1 })
  expect((await on(id, 'disable')).status).toBe(200)
})
