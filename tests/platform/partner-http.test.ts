import * as fc from 'fast-check'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { partnerHttp, retryAfter_ms, type PartnerCall } from '../../adapters/contract/http.ts'
import {
  OutcomeUnknown,
  PartnerBrokeContract,
  PartnerRejects,
  PersonMustAct,
  RetryLater,
} from '../../adapters/contract/index.ts'
import { Problem } from '../../src/platform/problems.ts'
import { allowLocal } from '../setup/network.ts'

// A real server that misbehaves on demand; only the clock is the test’s own.

const CLOSED = 'http://127.0.0.1:1'
const TOKEN = 'a-token-that-nobody-may-see'
let server: Server
let origin: string
let seen: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = []
let now_ms = 0
let slept: number[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const path = request.url ?? ''
      seen.push({ method: request.method ?? '', path, headers: request.headers, body })
      const [, what = '', status = '', retry] = path.split('/')
      if (what === 'slow') return undefined
      if (what === 'large') return response.end('x'.repeat(10_001))
      if (what === 'exact') return response.end('x'.repeat(10_000))
      if (what === 'text') return response.end('<html>')
      if (what === 'drip' || what === 'cut') {
        response.writeHead(200).write('{"seats"')
        return what === 'cut' ? setTimeout(() => response.destroy(), 5) : undefined
      }
      if (retry) response.setHeader('retry-after', decodeURIComponent(retry))
      response.setHeader('location', '/elsewhere')
      return response.writeHead(Number(status) || 200).end(what === 'empty' ? '' : '{"seats": 3}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowLocal(origin)
  allowLocal(CLOSED)
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  seen = []
  slept = []
})

/** @param timeout_ms long enough for a machine that is busy; short where an answer never comes */
const open = (address = `${origin}/`, guard: (address: URL) => void = () => undefined, timeout_ms = 15_000) =>
  partnerHttp(
    { address, headers: { authorization: `Bearer ${TOKEN}` } },
    {
      fetch,
      guard,
      sleep: async (duration_ms) => {
        slept.push(duration_ms)
      },
      now_ms: () => now_ms,
      pace_ms: 100,
      timeout_ms,
      max_bytes: 10_000,
    },
  )
const failing = async (call: PartnerCall, address?: string, timeout_ms?: number): Promise<Error> => {
  const outcome = await open(address, undefined, timeout_ms)
    .call(call)
    .catch((thrown: Error) => thrown)
  return outcome instanceof Error ? outcome : new Error('it was answered')
}

test('a call carries what authenticates us, and JSON where there is some', async () => {
  const line = open(`${origin}/api`)
  const { body } = await line.json(z.object({ seats: z.int() }), {
    method: 'PUT',
    path: '/performances/1?x=é',
    body: { seats: 3 },
    headers: { 'x-more': 'yes' },
  })
  await line.call({ path: 'rest' })
  expect(body).toEqual({ seats: 3 })
  expect(seen).toMatchObject([
    {
      method: 'PUT',
      path: '/api/performances/1?x=%C3%A9',
      body: '{"seats":3}',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', 'x-more': 'yes' },
    },
    { method: 'GET', path: '/api/rest', body: '' },
  ])
  expect(seen[1]!.headers['content-type']).toBeUndefined()
})

test('calls are spaced, however many are made at once; after a rest the next goes at once', async () => {
  const line = open()
  await Promise.all(Array.from({ length: 4 }, () => line.call({ path: 'ok' })))
  expect(slept).toEqual([100, 200, 300])
  now_ms += 399
  await line.call({ path: 'ok' })
  expect(slept.slice(3)).toEqual([1])
  now_ms += 60_000
  await line.call({ path: 'ok' })
  expect(slept).toHaveLength(4)
})

test('an address that may not be called is not, nor waited for', async () => {
  const line = open(undefined, (address) => {
    throw new Problem('address_not_allowed', { address: address.origin })
  })
  await expect(line.call({ path: 'ok' })).rejects.toMatchObject({ code: 'address_not_allowed' })
  expect([seen, slept]).toEqual([[], []])
})

test('no path leads to another origin', async () => {
  const line = open(origin, (address) => {
    expect(address.origin).toBe(origin)
    throw new Problem('address_not_allowed')
  })
  const start = fc.constantFrom(
    '',
    '/',
    '//',
    '///',
    '\\\\',
    '/\\',
    'https://',
    'http:',
    '//user@',
    '..//',
    '\t//',
  )
  const path = fc.tuple(start, fc.oneof(fc.webAuthority(), fc.string())).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(path, async (any) => {
      const thrown: unknown = await line.call({ path: any }).catch((cause: unknown) => cause)
      const kept = thrown instanceof Problem || thrown instanceof PartnerBrokeContract
      // what is no address at all is refused by the URL itself
      expect(kept || (thrown instanceof TypeError && !URL.canParse(any.replace(/^\//, ''), origin))).toBe(
        true,
      )
    }),
  )
  expect(await failing({ path: 'https://elsewhere.example/' })).toBeInstanceOf(PartnerBrokeContract)
  expect(seen).toEqual([])
})

describe('an answer that never came whole', () => {
  test.each([
    ['too slow', '/slow', undefined, 150],
    ['a body that does not end', '/drip', undefined, 150],
    ['a body that is cut off', '/cut', undefined],
    ['too large', '/large', undefined],
    ['nobody there', '/', CLOSED],
    ['a fault there', '/status/500', undefined],
    ['away, without saying for how long', '/status/503', undefined],
  ])(
    '%s: read again later, while a write has to be looked up',
    async (_, path, address, timeout_ms?: number) => {
      const of = (call: Partial<PartnerCall>) => failing({ path, ...call }, address, timeout_ms)
      const faults = await Promise.all([
        of({}),
        of({ method: 'POST', body: {} }),
        of({ method: 'DELETE' }),
        of({ method: 'POST', writes: false }),
        of({ writes: true }),
      ])
      const kinds = [RetryLater, OutcomeUnknown, OutcomeUnknown, RetryLater, OutcomeUnknown]
      for (const [at, fault] of faults.entries()) expect(fault).toBeInstanceOf(kinds[at])
      for (const { message } of faults) expect(message).not.toContain(TOKEN)
    },
  )

  test('as much as is allowed is read', async () => {
    expect((await open().call({ path: 'exact' })).bytes).toHaveLength(10_000)
  })
})

test.each(['GET', 'POST'] as const)('a redirect is not followed (%s)', async (method) => {
  expect(await failing({ method, path: 'x/301' })).toBeInstanceOf(PartnerBrokeContract)
  expect(await failing({ method, path: 'x/303' })).toBeInstanceOf(PartnerBrokeContract)
  expect(seen.map(({ path }) => path)).toEqual(['/x/301', '/x/303'])
})

describe('an answer that says no', () => {
  test.each([401, 403])('%i is for a person, who is told what to do', async (status) => {
    expect(await failing({ path: `x/${status}` })).toMatchObject({
      act: 'person',
      todo: expect.stringContaining('enable again'),
    })
    expect(await failing({ method: 'POST', path: `x/${status}` })).toBeInstanceOf(PersonMustAct)
  })

  test.each([400, 404, 409, 422])('%i is final, with what was said', async (status) => {
    const fault = await failing({ method: 'POST', path: `x/${status}` })
    expect(fault).toBeInstanceOf(PartnerRejects)
    expect(fault).toMatchObject({ act: 'reject', status, body: '{"seats": 3}' })
    expect((await open().call({ path: `x/${status}`, expect: [status] })).status).toBe(status)
  })

  test.each([
    [429, '7', 7_000],
    [503, '7', 7_000],
    [429, 'Thu, 01 Jan 1970 00:02:00 GMT', 60_000],
    [429, undefined, 30_000],
  ])('%i with Retry-After %s waits %i ms, writes too: nothing was done', async (status, retry, after_ms) => {
    now_ms = 60_000
    const path = `x/${status}${retry ? `/${encodeURIComponent(retry)}` : ''}`
    for (const method of ['GET', 'POST'] as const) {
      expect(await failing({ method, path })).toMatchObject({ act: 'retry', after_ms })
    }
  })
})

describe('an answer that makes no sense', () => {
  const schema = z.object({ seats: z.string() })
  test.each(['ok', 'text', 'empty'])(
    '%s breaks the contract when read, and is looked up when written',
    async (path) => {
      const line = open()
      await expect(line.json(schema, { path })).rejects.toBeInstanceOf(PartnerBrokeContract)
      await expect(line.json(schema, { path, method: 'POST' })).rejects.toBeInstanceOf(OutcomeUnknown)
    },
  )

  test('an empty body is nothing', async () => {
    expect((await open().json(z.undefined(), { path: 'empty/204' })).body).toBeUndefined()
  })
})

test.each([
  ['0', 1_000],
  ['-5', 1_000],
  ['90', 90_000],
  ['999999', 3_600_000],
  ['Thu, 01 Jan 1970 00:00:30 GMT', 30_000],
  ['soon', 30_000],
  ['Infinity', 30_000],
  ['', 30_000],
])('Retry-After «%s» is %i ms', (value, wait_ms) => {
  expect(retryAfter_ms(new Headers({ 'retry-after': value }), 0)).toBe(wait_ms)
})
