import { beforeAll, describe, expect, test } from 'vitest'
import { receiveHook } from '../../src/hooks/receive.ts'
import { NOW } from '../setup/world.ts'
import { ORIGIN } from '../setup/app.ts'
import { freshTicketing } from './ticketing.ts'

let line: Awaited<ReturnType<typeof freshTicketing>>
beforeAll(async () => {
  line = await freshTicketing()
})

function hookOf(url: string) {
  const [, , platform = '', connection_id = '', generation = '', token = ''] = new URL(url).pathname.split(
    '/',
  )
  return { platform, connection_id, generation: Number(generation), token, headers: new Headers(), body: '' }
}

describe('enabling', () => {
  test('sets up the step and the webhook, checks them, and is answered again without a call', async () => {
    const id = await line.connect()
    const once = { 'idempotency-key': 'enable-this-one' }
    const enabled = await line.on(id, 'enable', once)
    expect([enabled.status, enabled.body.state]).toEqual([200, 'enabled'])
    expect(enabled.body.checks.length).toBeGreaterThan(2)
    expect(enabled.body.checks.every(({ ok }: { ok: boolean }) => ok)).toBe(true)
    const url = await line.registered()
    expect(url).toMatch(new RegExp(`^${ORIGIN}/hooks/open/${id}/1/[0-9a-f]{64}$`))
    const step = await line.box.call<{ title: { fr: string } }>('GET', '/acs/step')
    expect(step.title.fr).toBe('Partager un fauteuil')
    expect(await line.seen(id)).toMatchObject({ state: 'enabled', checks: enabled.body.checks })

    expect(line.partner.calls.length).toBeGreaterThan(0)
    const again = await line.on(id, 'enable', once)
    expect(again.body).toEqual(enabled.body)
    expect([again.headers.get('idempotency-replayed'), line.partner.calls]).toEqual(['true', []])
    const told = enabled.text + JSON.stringify(await line.seen(id)) + JSON.stringify(line.api.logged)
    expect(told).not.toContain(hookOf(url).token)
    expect(told).not.toContain('whsec_')
  })

  test('keeps webhooks that come while the ticketing is being set up', async () => {
    const id = await line.connect()
    let outcome: unknown
    line.partner.instead = (call, body) => {
      if (call === 'PUT /acs/webhook') {
        const { url } = JSON.parse(body) as { url: string }
        const { connection_id, generation } = hookOf(url)
        const hook = { id: crypto.randomUUID(), connection_id, generation, event_id: 'early', now: NOW }
        outcome = line.world.db.call('store_hook', { ...hook, body: '{}', state: 'received', reason: null })
      }
      return undefined
    }
    expect((await line.on(id, 'enable')).body.state).toBe('enabled')
    line.partner.instead = () => undefined
    expect(await outcome).toEqual({ outcome: 'stored' })
  })

  test('with a check that fails, a new connection is not enabled, and an enabled one stays so and is shown', async () => {
    const id = await line.connect()
    line.partner.instead = (call) => (call === 'GET /capabilities' ? Response.json([]) : undefined)
    const failing = await line.on(id, 'enable')
    expect([failing.status, failing.body.state]).toEqual([200, 'disabled'])
    expect(failing.body.checks).toContainEqual(expect.objectContaining({ name: 'capabilities', ok: false }))
    expect(await line.troubles(id)).toEqual([
      { message: expect.stringContaining('acs/step'), todo: expect.stringContaining('enable') },
    ])
    line.partner.instead = () => undefined
    expect((await line.on(id, 'enable')).body.state).toBe('enabled')
    expect(await line.troubles(id)).toEqual([])
    line.partner.instead = (call) => (call === 'GET /capabilities' ? Response.json([]) : undefined)
    expect((await line.on(id, 'enable')).body.state).toBe('enabled')
    line.partner.instead = () => undefined
    expect(await line.troubles(id)).toHaveLength(1)
  })

  test('a ticketing that does not answer is said, nothing is enabled, and the same request may be made again', async () => {
    const id = await line.connect()
    const once = { 'idempotency-key': 'enable-when-it-is-down' }
    line.partner.instead = () => new Response('', { status: 503, headers: { 'retry-after': '5' } })
    const down = await line.on(id, 'enable', once)
    expect([down.status, down.body.error.code]).toEqual([503, 'partner_unavailable'])
    expect((await line.seen(id)).state).toBe('disabled')
    line.partner.instead = () => undefined
    expect((await line.on(id, 'enable', once)).body.state).toBe('enabled')
  })

  test('a ticketing that repeats what it was sent does not make us tell the secret', async () => {
    const id = await line.connect()
    line.partner.instead = (call, body) =>
      call === 'PUT /acs/webhook' ? new Response(body, { status: 422 }) : undefined
    const refused = await line.on(id, 'enable')
    line.partner.instead = () => undefined
    expect(refused.status).toBe(502)
    expect(refused.body.error.detail.said).toContain('422')
    expect(refused.text).not.toMatch(/whsec_|[0-9a-f]{64}/)
  })
})

test('rotating: the new address is good before the partner hears of it, the old one for three days more', async () => {
  const id = await line.connect()
  expect([(await line.on(id, 'rotate-hook')).body.error.code]).toEqual(['connection_not_enabled'])
  await line.on(id, 'enable')
  const before = await line.registered()
  const once = { 'idempotency-key': 'rotate-this-one' }
  const rotated = await line.on(id, 'rotate-hook', once)
  expect([rotated.status, rotated.body.hook_generation, rotated.body.state]).toEqual([200, 2, 'enabled'])
  const after = await line.registered()
  expect(after).toMatch(/\/2\/[0-9a-f]{64}$/)
  expect(Date.parse(rotated.body.hook_overlap_ends_at) - line.clock.now_ms).toBeGreaterThan(2.9 * 86_400_000)

  const store = async (url: string, now: string) => {
    const { connection_id, generation } = hookOf(url)
    const hook = {
      id: crypto.randomUUID(),
      event_id: crypto.randomUUID(),
      body: '{}',
      state: 'received',
      now,
    }
    return (await line.world.db.call('store_hook', { ...hook, connection_id, generation, reason: null }))
      .outcome
  }
  const later = new Date(line.clock.now_ms + 4 * 86_400_000).toISOString()
  expect([await store(before, NOW), await store(after, NOW)]).toEqual(['stored', 'stored'])
  expect([await store(before, later), await store(after, later)]).toEqual(['unknown', 'stored'])

  await line.on(id, 'rotate-hook', once)
  expect((await line.seen(id)).hook_generation).toBe(2)
  expect(await line.registered()).toBe(after)
})

test('what is not from the ticketing is not kept, once it has an address', async () => {
  const id = await line.connect()
  await line.on(id, 'enable')
  const forged = { ...hookOf(await line.registered()), body: '{"type":"order"}' }
  await expect(receiveHook(line.api.ctx, forged)).rejects.toThrow('hook_not_genuine')
  const { rows } = await line.world.pg.query('select from inbox where connection_id = $1', [id])
  expect(rows).toEqual([])
})

test('disabling takes the step back and remembers what was made, so that a refund is recognised', async () => {
  const id = await line.connect()
  await line.on(id, 'enable')
  const disabled = await line.on(id, 'disable')
  expect([disabled.status, disabled.body.state, disabled.body.checks]).toEqual([200, 'disabled', []])
  expect(line.partner.calls).toEqual(['DELETE /acs/step', 'DELETE /acs/webhook'])
  expect((await line.kept(id)).provision).toMatchObject({ contract: 1 })
  expect((await line.on(id, 'disable')).status).toBe(200)
})
