import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { startWorker } from '../../src/local/worker.ts'
import type { Env } from '../../src/platform/env.ts'
import { addressOf } from '../../src/platform/rate-limits.ts'
import { hookAddress } from '../../src/conventions/index.ts'
import { testApp } from '../setup/app.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { allowLocal } from '../setup/network.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
})

/** A binding that says yes so many times to each key. */
function counting(limit: number): RateLimit & { counts: Map<string, number> } {
  const counts = new Map<string, number>()
  return {
    counts,
    async limit({ key }) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return { success: counts.get(key)! <= limit }
    },
  }
}
/** The application with these bindings, asked from an address. */
function limited(bindings: Partial<Pick<Env, 'ADDRESS_LIMIT' | 'KEY_LIMIT' | 'FAILURE_LIMIT'>>) {
  const { app, ctx } = testApp(world)
  return {
    ctx,
    ask: (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
      app.request(path, { ...init, headers: { 'cf-connecting-ip': '192.0.2.7', ...headers } }, bindings),
  }
}
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describe('how often one may ask', () => {
  test('is counted by address: the next is told to wait, in the envelope of every error, and nothing is done', async () => {
    const { ask } = limited({ ADDRESS_LIMIT: counting(2) })
    expect((await ask('/health')).status).toBe(200)
    expect((await ask('/v1/me', bearer(world.relay.key))).status).toBe(200)
    const season = JSON.stringify({
      name: 'x',
      starts_at: '2027-09-01T00:00:00Z',
      ends_at: '2028-07-01T00:00:00Z',
    })
    const write = { 'content-type': 'application/json', 'idempotency-key': 'a-season-more' }
    const init = { method: 'POST', body: season }
    const refused = await ask('/v1/seasons', { ...bearer(world.operator.key), ...write }, init)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    const { error } = await refused.json<{ error: { code: string; message: string; detail: object } }>()
    expect(error).toMatchObject({ code: 'too_many_requests', detail: { retry_after_s: 60 } })
    expect(error.message).toContain('attendez une minute')
    expect(refused.headers.get('x-request-id')).toBeTruthy()
    expect((await world.pg.query('select from season')).rowCount).toBe(1)
    expect((await ask('/health', { 'cf-connecting-ip': '192.0.2.8' })).status).toBe(200)
  })

  test('and by key, wherever it is used from; a key is counted by its hash', async () => {
    const KEY_LIMIT = counting(1)
    const { ask } = limited({ KEY_LIMIT })
    expect((await ask('/v1/me', bearer(world.relay.key))).status).toBe(200)
    const elsewhere = { ...bearer(world.relay.key), 'cf-connecting-ip': '198.51.100.1' }
    expect((await ask('/v1/me', elsewhere)).status).toBe(429)
    expect((await ask('/v1/me', bearer(world.otherRelay.key))).status).toBe(200)
    expect([...KEY_LIMIT.counts.keys()]).toEqual([world.relay.key_hash, world.otherRelay.key_hash])
    expect((await ask('/relay', { cookie: `fauteuil_key=${world.relay.key}` })).status).toBe(429)
  })

  test('failed authentications are counted apart, on pages too, and good ones are not', async () => {
    const FAILURE_LIMIT = counting(2)
    const { ask } = limited({ FAILURE_LIMIT })
    const wrong = bearer('fauteuil_key_0000')
    for (let n = 0; n < 5; n += 1) expect((await ask('/v1/me', bearer(world.relay.key))).status).toBe(200)
    expect([(await ask('/v1/me', wrong)).status, (await ask('/v1/gifts')).status]).toEqual([401, 401])
    const refused = await ask('/v1/me', wrong)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    const form = {
      method: 'POST',
      body: 'key=fauteuil_key_0000',
    }
    const page = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://fauteuil.test',
      accept: 'text/html',
    }
    const signIn = await ask('/sign-in', page, form)
    expect([signIn.status, signIn.headers.get('content-type')]).toEqual([429, 'text/html; charset=UTF-8'])
    expect(await signIn.text()).toContain('attendez une minute')
    expect((await ask('/v1/me', bearer(world.relay.key))).status).toBe(200)
  })

  test('webhooks and edges are never counted, genuine or not: a season’s opening comes from one address', async () => {
    const none = { limit: async () => ({ success: false }) }
    const { ask, ctx } = limited({ ADDRESS_LIMIT: none, KEY_LIMIT: none, FAILURE_LIMIT: none })
    const connection = { id: world.connection_id, platform: 'open', hook_generation: 1 }
    const { url } = await hookAddress(ctx, connection)
    const forged = await ask(new URL(url).pathname, {}, { method: 'POST', body: '{}' })
    expect(forged.status).toBe(401)
    const of_edge = await ask(`/edge/pk_${'0'.repeat(22)}/orders`, {}, { method: 'POST', body: '{}' })
    expect(of_edge.status).toBe(404)
    expect((await ask('/health')).status).toBe(429)
  })

  test('nothing is limited where no binding is, or in development', async () => {
    expect((await limited({}).ask('/health')).status).toBe(200)
    const { app } = testApp(world, { development: true })
    const none = { limit: async () => ({ success: false }) }
    const bound = { ADDRESS_LIMIT: none, KEY_LIMIT: none, FAILURE_LIMIT: none } as unknown as Env
    expect(
      (await app.request('/health', { headers: { 'cf-connecting-ip': '192.0.2.7' } }, bound)).status,
    ).toBe(200)
  })
})

describe('an address', () => {
  test.each([
    [undefined, null],
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not:an:address', 'not:an:address'],
  ])('%s counts as %s', (said, counted) => {
    expect(addressOf(said)).toBe(counted)
  })

  test('of IPv6 counts with its whole network, however it is written', () => {
    const group = fc.nat(0xffff)
    const network = fc.tuple(group, group, group, group)
    fc.assert(
      fc.property(network, network, network, (net, one, other) => {
        const written = [...net, ...one].map((n) => n.toString(16)).join(':')
        const padded = [...net, ...other].map((n) => n.toString(16).toUpperCase().padStart(4, '0')).join(':')
        expect(addressOf(padded)).toBe(addressOf(written))
        expect(addressOf(written)).toBe(`${net.map((n) => n.toString(16)).join(':')}::/64`)
      }),
    )
  })
})

test('the deployed Worker counts as wrangler.toml says', { timeout: 90_000 }, async () => {
  const port = await freePort()
  allowLocal(`http://127.0.0.1:${port}`)
  const worker = await startWorker({
    folder: throwawayFolder(),
    port,
    vars: {
      DATABASE_URL: world.database.workerUrl,
      NEON_ENDPOINT: world.database.neonEndpoint,
      MASTER_KEYS: `v1:${btoa('0123456789abcdef0123456789abcdef')}`,
      ORIGIN: 'https://fauteuil.test',
      ENVIRONMENT: 'production',
      PRIVATE_ADDRESSES_ALLOWED: '',
    },
  })
  try {
    const statuses = new Set<number>()
    // more than one window's worth, should a minute begin in between
    for (let n = 0; n < 45; n += 1) {
      const answer = await fetch(`${worker.url}/v1/me`, { headers: bearer('fauteuil_key_0000') })
      statuses.add(answer.status)
    }
    expect([...statuses]).toEqual([401, 429])
    const mine = await fetch(`${worker.url}/v1/me`, { headers: bearer(world.relay.key) })
    expect(mine.status).toBe(200)
  } finally {
    await worker.stop()
  }
})
