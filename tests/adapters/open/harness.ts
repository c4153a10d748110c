import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EnableRequest, type Partner, partnerHttp } from '../../../adapters/contract/index.ts'
import {
  type BoxOffice,
  type BoxOfficeOptions,
  startBoxOffice,
} from '../../../adapters/open/box-office/server.ts'
import { open } from '../../../adapters/open/index.ts'
import { referenceOf } from '../../../adapters/open/performances.ts'
import type { CapturedHook, Fetch, Harness, Venue } from '../../contract/harness.ts'
import { allowLocal } from '../../setup/network.ts'

export const TOKEN = 'a-token-of-the-tests'
export const SIGNING_SECRET = `whsec_${Buffer.from('the secret of the tests, 32 byte').toString('base64')}`
const HOOK_TOKEN = 'unguessable'

/** A box office of its own in a folder of its own, gone with the test. */
export async function freshBoxOffice(
  options: Partial<BoxOfficeOptions> = {},
): Promise<BoxOffice & { folder: string; call: Call }> {
  const folder = mkdtempSync(join(tmpdir(), 'box-office-'))
  const box = await startBoxOffice({ port: 0, folder, token: TOKEN, faults: true, ...options })
  allowLocal(box.url)
  return {
    ...box,
    folder,
    call: caller(box.url),
    async stop() {
      await box.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Calls its API; throws on anything but 2xx. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>
function caller(url: string): Call {
  return async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}

/** Listens for webhooks, as Fauteuil would, and keeps them. */
export async function listen(): Promise<{
  url: string
  received: CapturedHook[]
  answer: { status: number }
  stop: () => Promise<void>
}> {
  const received: CapturedHook[] = []
  const answer = { status: 204 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        headers: new Headers(request.headers as Record<string, string>),
        body: Buffer.concat(chunks).toString('utf8'),
        token: (request.url ?? '').split('/').at(-1) ?? '',
      })
      response.writeHead(answer.status).end()
    })
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowLocal(url)
  return {
    url: `${url}/hooks/${HOOK_TOKEN}`,
    received,
    answer,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The adapter, opened on a box office, with the network as the test wants it. */
export function openOn(url: string, wrap: (real: Fetch) => Fetch = (real) => real): Partner {
  return open.open(
    { settings: { address: url }, credentials: { token: TOKEN }, provision: null },
    {
      now: () => new Date().toISOString(),
      http: (tools) =>
        partnerHttp(tools, {
          fetch: wrap(fetch),
          guard: () => {},
          sleep: async (ms) => new Promise((done) => setTimeout(done, ms)),
          now_ms: Date.now,
          pace_ms: 0,
          timeout_ms: 5_000,
          max_bytes: 5_000_000,
        }),
    },
  )
}

export const ENABLE: EnableRequest['step'] = {
  title: { fr: 'Abonnement culturel solidaire', en: 'Solidarity subscription' },
  description: {
    fr: 'Votre don ouvre des places à des personnes accompagnées par des associations.',
    en: 'Your gift opens seats for people supported by local associations.',
  },
}

interface Counted {
  productId: string
  optionId: string
  availabilityId: string
  sold: number
  free: number
}

/** The venue and its public, by what the contract lets a test environment do. */
export function venueOf({ call }: { call: Call }): Venue {
  const id = (performance: string): string => decodeURIComponent(performance.split(':')[2] ?? '')
  const at = (performance: string): string => `/acs/sandbox/performances/${id(performance)}`
  return {
    newPerformance: async ({ seats }) =>
      referenceOf(await call<Counted>('POST', '/acs/sandbox/performances', { units: seats })),
    movePerformance: async (performance, starts_at) =>
      call('PATCH', at(performance), { localDateTimeStart: starts_at }),
    cancelPerformance: async (performance) => call('PATCH', at(performance), { acsStatus: 'CANCELLED' }),
    fillPerformance: async (performance) =>
      call('POST', '/acs/sandbox/sales', { availabilityId: id(performance) }),
    async count(performance) {
      const { sold, free } = await call<Counted>('GET', at(performance))
      return { sold, free }
    },
    buyWithGift: async ({ cents }) =>
      (await call<{ orderId: string }>('POST', '/acs/sandbox/purchases', { cents })).orderId,
    changeGift: async (order, cents) => call('PATCH', `/acs/sandbox/purchases/${order}`, { cents }),
    cancelGift: async (order) => call('PATCH', `/acs/sandbox/purchases/${order}`, { cents: 0 }),
    cancelOrder: async (order) => call('POST', `/acs/sandbox/orders/${order}/cancel`),
    scanAtDoor: async ({ position }) => call('POST', '/acs/sandbox/scans', { unitItemUuid: position }),
  }
}

export async function makeHarness(): Promise<Harness> {
  const box = await freshBoxOffice()
  const hooks = await listen()
  return {
    adapter: open,
    open: (_provision, wrap) => openOn(box.url, wrap),
    enable: { hook: { url: hooks.url, signing_secret: SIGNING_SECRET }, step: ENABLE },
    secrets: { tokens: [HOOK_TOKEN], signing: [SIGNING_SECRET] },
    venue: venueOf(box),
    async hooksAfter(act) {
      await box.settled()
      const before = hooks.received.length
      await act()
      await box.settled()
      return hooks.received.slice(before)
    },
    now: () => new Date().toISOString(),
    async stop() {
      await box.stop()
      await hooks.stop()
    },
  }
}
