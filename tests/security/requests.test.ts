import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hookAddress } from '../../src/conventions/index.ts'
import { everyone, type Everyone } from './everyone.ts'
import { BODIES, TABLE } from './table.ts'

let house: Everyone
let server: ReturnType<typeof createAdaptorServer>
let port: number
beforeAll(async () => {
  house = await everyone()
  server = createAdaptorServer({ fetch: house.app.fetch })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

const filled = (text: string) => text.replaceAll(/:([a-z_]+_id)\b/g, (_, name: string) => house.ids[name]!)
/** Every write of the API that takes a body, with who may ask it. */
const WRITES = TABLE.flatMap(([route, , operator]) => {
  const [method, path] = route.split(' ') as ['POST' | 'PATCH', string]
  return path.startsWith('/v1/') && BODIES[route]
    ? [{ route, method, path, who: operator === 403 ? ('relay' as const) : ('operator' as const) }]
    : []
})
const json = { 'content-type': 'application/json' }

describe('a body that is meant to break something is an invalid request, not a fault:', () => {
  const nested = (depth: number, [open, close]: readonly [string, string]) =>
    `${open.repeat(depth)}1${close.repeat(depth)}`
  const bombs: [string, string][] = [
    ['arrays, 100,000 deep', nested(100_000, ['[', ']'])],
    ['objects, 40,000 deep', nested(40_000, ['{"a":', '}'])],
    ['a number that is none', '{"seats":1e999999}'],
    ['another prototype', '{"__proto__":{"seats":9},"constructor":{"prototype":{}}}'],
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"x"'],
    ['half of it', '{"name":"x"'],
    ['two of them', '{"name":"x"}{"name":"y"}'],
    ['a mark before it', '\u{feff}\u{feff}{}'],
    ['half a character', '{"name":"\\ud800"}'],
    ['many names', `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":0`).join(',')}}`],
  ]
  test.each(WRITES)('$route', async ({ method, path, who }) => {
    for (const [name, body] of bombs) {
      const answer = await house.ask(house.actors[who], method, filled(path), body, json)
      const refused = answer.status >= 400 && answer.status < 500
      // what takes any body, or none, may also just do what it does
      const harmless = path.endsWith('/give-back') && answer.status === 200
      expect([name, answer.status, refused || harmless]).toEqual([name, answer.status, true])
    }
    expect(house.logged.filter(({ event }) => event === 'problem')).toEqual([])
  })

  test('the same deep inside what a connection may freely say', async () => {
    for (const part of ['settings', 'credentials']) {
      const deep = nested(30_000, ['{"a":', '}'])
      const body = `{"platform":"open","structure_id":"${house.of_structure.structure_id}","settings":{"address":"https://a.example"},"credentials":{"token":"12345678"},"${part}":${deep}}`
      const made = await house.ask(house.actors.operator, 'POST', '/v1/connections', body, json)
      expect(made.status).toBe(400)
      const at = `/v1/connections/${house.of_structure.connection_id}`
      const changed = await house.ask(house.actors.operator, 'PATCH', at, `{"${part}":${deep}}`, json)
      expect(changed.status).toBe(400)
    }
  })
})

describe('what could be read in two ways is read in one:', () => {
  test('of a name that comes twice in a body the last counts, for what is checked and for what is kept', async () => {
    const body = '{"name":"first","name":"last","language":"xx","language":"en"}'
    const made = await house.ask(house.actors.operator, 'POST', '/v1/relays', body, json)
    expect([made.status, made.body.name, made.body.language]).toEqual([201, 'last', 'en'])
    const wrong = '{"name":"x","language":"en","language":"xx"}'
    expect((await house.ask(house.actors.operator, 'POST', '/v1/relays', wrong, json)).status).toBe(400)
  })

  test('a value that comes twice in an address is refused', async () => {
    const twice = await house.ask(house.actors.operator, 'GET', '/v1/relays?limit=1&limit=200')
    expect(twice.status).toBe(400)
  })

  test('two keys, or two idempotency keys, are none', async () => {
    const { key } = house.actors.operator
    const two = { authorization: `Bearer ${key}, Bearer ${key}` }
    expect((await house.ask(null, 'GET', '/v1/me', undefined, two)).status).toBe(401)
    const keys = { ...json, 'idempotency-key': 'one-of-them, other-one' }
    const refused = await house.ask(house.actors.operator, 'POST', '/v1/relays', { name: 'x' }, keys)
    expect(refused.body.error.code).toBe('idempotency_key_missing')
  })

  test('another media type is not taken for JSON', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'text/json',
      'application/x-www-form-urlencoded; a=application/json',
      '',
    ]) {
      const answer = await house.ask(house.actors.operator, 'POST', '/v1/relays', '{"name":"x"}', {
        'content-type': type,
      })
      expect([type, answer.status]).toEqual([type, 400])
    }
  })

  test('the id of a request is ours, unless it could be', async () => {
    for (const [sent, kept] of [
      ['trace-1=a_b', true],
      ['a, b', false],
      ['<script>', false],
      ['x'.repeat(65), false],
    ] as const) {
      const { headers } = await house.ask(null, 'GET', '/health', undefined, { 'x-request-id': sent })
      expect([sent, headers.get('x-request-id') === sent]).toEqual([sent, kept])
    }
  })
})

/** What goes over the wire as it is written, and the status of each answer. */
function wire(text: string): Promise<number[]> {
  return new Promise((done) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () =>
      done([...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))),
    )
  })
}

describe('a request inside a request is not carried out:', () => {
  const inner = () =>
    `POST /v1/relays HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${house.actors.operator.key}\r\nIdempotency-Key: ${uuidv7()}\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{"name":"smuggled"}`
  const outer = (headers: string, body: string) =>
    `POST /v1/relays HTTP/1.1\r\nHost: x\r\n${headers}\r\nConnection: close\r\n\r\n${body}`

  test.each([
    [
      'a length and chunks',
      () => outer('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${inner()}`),
    ],
    ['two lengths', () => outer('Content-Length: 0\r\nContent-Length: 500', inner())],
    ['a length that is no number', () => outer('Content-Length: +0', inner())],
    ['chunks, written oddly', () => outer('Transfer-Encoding: xchunked', `0\r\n\r\n${inner()}`)],
    ['chunks, twice', () => outer('Transfer-Encoding: chunked, identity', `0\r\n\r\n${inner()}`)],
    ['a folded header', () => outer('Content-Length: 0\r\nX:\r\n Transfer-Encoding: chunked', inner())],
  ])('%s', async (_, text) => {
    const statuses = await wire(text())
    expect(statuses.filter((status) => status < 400)).toEqual([])
    const { rowCount } = await house.world.pg.query(`select from organisation where name = 'smuggled'`)
    expect(rowCount).toBe(0)
  })
})

describe('a body that is too long is not read to its end, nor hashed:', () => {
  /** Bytes without an end, and how many of them were taken. */
  function endless() {
    const taken = { bytes: 0 }
    const chunk = new Uint8Array(8 * 1024).fill(0x20)
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        taken.bytes += chunk.length
        if (taken.bytes > 50_000_000) controller.error(new Error('it was read on and on'))
        else controller.enqueue(chunk)
      },
    })
    return { body, taken }
  }
  test.each([
    ['a webhook', 64, async () => new URL((await hookOf()).url).pathname],
    ['the API', 256, async () => '/v1/relays'],
    ['a page', 32, async () => '/sign-in'],
  ])('of %s, at most %i KB', async (_, kilobytes, at) => {
    const { body, taken } = endless()
    const headers = {
      ...json,
      origin: house.ctx.origin,
      authorization: `Bearer ${house.actors.operator.key}`,
    }
    const init = {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': uuidv7() },
      body,
      duplex: 'half',
    }
    const answer = await house.app.request(await at(), init)
    expect(answer.status).toBe(413)
    expect(taken.bytes).toBeLessThan((kilobytes + 64) * 1_024)
    const long = {
      ...init,
      headers: { ...init.headers, 'content-length': '999999999' },
      body: endless().body,
    }
    expect((await house.app.request(await at(), long)).status).toBe(413)
  })
})
const hookOf = () =>
  hookAddress(house.ctx, { id: house.of_structure.connection_id, platform: 'open', hook_generation: 1 })
