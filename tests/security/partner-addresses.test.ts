import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PartnerFault, partnerHttp } from '../../adapters/contract/index.ts'
import { open } from '../../adapters/open/index.ts'
import { pretix } from '../../adapters/pretix/index.ts'
import { guardAddress } from '../../src/platform/addresses.ts'
import { allowLocal } from '../setup/network.ts'

// Two real servers: a ticketing that a structure connected, and one inside that nothing may reach through it.
const TOKEN = 'a-token-that-nobody-may-see'
const servers: Server[] = []
let inside: { url: string; seen: string[] }
let partner: { url: string; seen: string[] }
/** what the ticketing answers in place of what was asked */
let redirect: { status: number; to: string } | null = null
let ticket_url = ''

async function listen(handler: (path: string) => Answer) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    const { status, headers, body } = handler(request.url ?? '')
    request.resume()
    response.writeHead(status, headers).end(body)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowLocal(url)
  return { url, seen }
}
interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

const booking = () => {
  const unit = {
    uuid: 'U1',
    resellerReference: null,
    supplierReference: null,
    unitId: 'adult',
    utcRedeemedAt: null,
  }
  const deliveryOptions = [{ deliveryFormat: 'PDF_URL', deliveryValue: ticket_url }]
  const now = '2026-11-23T12:00:00Z'
  return {
    id: 'B1',
    uuid: 'B1',
    testMode: false,
    resellerReference: 'r',
    supplierReference: null,
    status: 'CONFIRMED',
    utcCreatedAt: now,
    utcUpdatedAt: now,
    utcExpiresAt: null,
    utcRedeemedAt: null,
    utcConfirmedAt: now,
    productId: 'p',
    optionId: 'o',
    availabilityId: 'a',
    cancellable: true,
    cancellation: null,
    freesale: false,
    notes: null,
    deliveryMethods: ['TICKET'],
    unitItems: [
      {
        ...unit,
        status: 'CONFIRMED',
        ticket: { redemptionMethod: 'DIGITAL', utcRedeemedAt: null, deliveryOptions },
      },
    ],
  }
}

beforeAll(async () => {
  inside = await listen(() => ({ status: 200, headers: {}, body: '%PDF what nobody may see' }))
  partner = await listen((path) =>
    redirect
      ? { status: redirect.status, headers: { location: redirect.to }, body: '' }
      : path.includes('bookings/')
        ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(booking()) }
        : { status: 200, headers: {}, body: '%PDF-1.7' },
  )
})
afterAll(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
})
beforeEach(() => {
  redirect = null
  for (const { seen } of [inside, partner]) seen.length = 0
})

/** The line to the ticketing, guarded as in production; the test's own server stands for a public one. */
const tools = () => ({
  now: () => '2026-11-23T12:00:00.000Z',
  own: null,
  http: (to: { address: string; headers: Record<string, string> }) =>
    partnerHttp(to, {
      fetch,
      guard: (address) => guardAddress(address, [new URL(partner.url).host]),
      sleep: async () => undefined,
      now_ms: () => 0,
      pace_ms: 0,
      timeout_ms: 15_000,
      max_bytes: 100_000,
    }),
})
const openLine = () => {
  const provision = null
  const credentials = { token: TOKEN }
  return open.open({ settings: { address: partner.url }, credentials, provision }, tools())
}
const pretixLine = () => {
  const settings = pretix.settings.parse({
    address: partner.url,
    organizer: 'theatre',
    subscription_event: 'abonnements',
    performance_events: ['saison'],
  })
  return pretix.open({ settings, credentials: { token: TOKEN }, provision: null }, tools())
}
async function failing(call: Promise<unknown> | undefined): Promise<unknown> {
  return call?.then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  )
}

describe('a redirect is never followed, wherever it leads', () => {
  const targets = [
    ['inside', () => `${inside.url}/latest/meta-data`],
    ['inside, without a scheme', () => inside.url.replace('http:', '')],
    ['inside, by way of itself', () => `${partner.url}/again`],
    ['another path of its own', () => '/elsewhere'],
    ['a file', () => 'file:///etc/passwd'],
    ['nowhere', () => ''],
  ] as const
  const cases = targets.flatMap(([name, to]) =>
    [301, 302, 303, 307, 308].map((status) => ({ name, to, status })),
  )

  test.each(cases)('$status to $name', async ({ to, status }) => {
    redirect = { status, to: to() }
    const line = openLine()
    const calls = [
      () => line.order?.('B1'),
      () => line.cancel?.({ order: 'B1', positions: null }),
      () => pretixLine().order?.('AB1CD'),
    ]
    for (const call of calls) {
      const thrown = await failing(call())
      expect(thrown).toBeInstanceOf(PartnerFault)
      expect(String(thrown)).not.toContain(TOKEN)
    }
    expect(inside.seen).toEqual([])
    // each asked once, and told no
    expect(partner.seen).toHaveLength(3)
  })
})

describe('a ticket is fetched only where the ticketing itself is', () => {
  test('at its own origin, with its own token', async () => {
    ticket_url = `${partner.url}/tickets/1.pdf`
    expect(await openLine().tickets?.('B1')).toMatchObject({ outcome: 'ready' })
    expect(partner.seen.at(-1)).toBe(`GET /tickets/1.pdf Bearer ${TOKEN}`)
  })

  test.each([
    ['inside', () => `${inside.url}/1.pdf`],
    ['inside, behind a name before it', () => `${partner.url}@${new URL(inside.url).host}/1.pdf`],
    ['its own host, at another port', () => 'http://127.0.0.1:9/1.pdf'],
    ['its own host, by another scheme', () => partner.url.replace('http:', 'https:')],
    ['another host', () => 'https://elsewhere.example/1.pdf'],
    ['a file', () => 'file:///etc/passwd'],
    ['what it says itself', () => 'data:application/pdf,%25PDF'],
    ['credentials in the address', () => partner.url.replace('//', '//user:secret@')],
    ['a cloud’s own data', () => 'http://169.254.169.254/latest/meta-data'],
  ])('not %s', async (_, at) => {
    ticket_url = at()
    const thrown = await failing(openLine().tickets?.('B1'))
    expect(thrown).toBeInstanceOf(Error)
    expect(String(thrown)).not.toContain('it was answered')
    expect(String(thrown)).not.toContain(TOKEN)
    expect(inside.seen).toEqual([])
    expect(partner.seen.map((one) => one.split(' ')[1])).toEqual(['/bookings/B1'])
  })

  test('nor anywhere else, however it is written', async () => {
    const { host } = new URL(inside.url)
    const bent = fc
      .tuple(
        fc.constantFrom(
          '',
          'http://',
          'http:',
          '//',
          '\\\\',
          '/\\',
          'http:\\',
          '\t//',
          ' http://',
          'HTTP://',
        ),
        fc.constantFrom('', 'user@', `${new URL(partner.url).host}@`, '@'),
        fc.constantFrom(
          host,
          host.replace('127.0.0.1', '2130706433'),
          host.replace('127.0.0.1', 'localhost'),
        ),
        fc.constantFrom('', '/1.pdf', '?x', '#x'),
      )
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(bent, async (written) => {
        ticket_url = written
        await failing(openLine().tickets?.('B1'))
        expect([written, inside.seen]).toEqual([written, []])
      }),
      { numRuns: 150 },
    )
  })
})
