import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BoxOffice, startBoxOffice } from '../../adapters/open/box-office/server.ts'
import { listen, SIGNING_SECRET, TOKEN } from '../adapters/open/harness.ts'
import { allowLocal } from '../setup/network.ts'
import { enableStep } from './browse.ts'

describe('webhooks of the box office', () => {
  let hooks: Awaited<ReturnType<typeof listen>>
  beforeAll(async () => {
    hooks = await listen()
  })
  afterAll(async () => hooks.stop())

  let folder = ''
  let box: BoxOffice
  let now_ms = Date.parse('2026-07-01T10:00:00Z')
  const start = async () => {
    const now = () => new Date(now_ms)
    box = await startBoxOffice({ port: 0, folder, token: TOKEN, now, retries_ms: [5_000, 30_000] })
    allowLocal(box.url)
  }
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${box.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return (await answer.json()) as T
  }
  const buy = async () =>
    (await call<{ orderId: string }>('POST', '/acs/sandbox/purchases', { cents: 500 })).orderId
  /** Time goes on, and anything at all happens, so that the outbox is looked at. */
  const wait = async (ms: number) => {
    now_ms += ms
    await call('POST', '/acs/sandbox/purchases', { cents: 0 })
    await box.settled()
  }
  const giftsReceived = () => hooks.received.filter(({ body }) => body.includes('gift.updated'))

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'box-office-'))
    hooks.received.length = 0
    hooks.answer.status = 204
    await start()
    const registration = { url: hooks.url, secret: SIGNING_SECRET, events: ['gift.updated'] }
    await call('PUT', '/acs/webhook', registration)
    await enableStep({ ...box, folder, call })
  })
  afterEach(async () => {
    await box.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are signed as Standard Webhooks says, and carry the state of the gift', async () => {
    const order = await buy()
    await box.settled()
    const [hook] = giftsReceived()
    const headers = Object.fromEntries(hook?.headers ?? [])
    const at = new Date(Number(headers['webhook-timestamp']) * 1_000)
    expect(at.getTime()).toBe(now_ms)
    const genuine = new Webhook(SIGNING_SECRET).sign(headers['webhook-id'] ?? '', at, hook?.body ?? '')
    expect(headers['webhook-signature']).toBe(genuine)
    expect(JSON.parse(hook?.body ?? '')).toMatchObject({
      type: 'gift.updated',
      data: { id: order, booking: null, gifts: [{ orderId: order, cents: 500, currency: 'EUR' }] },
    })
  })

  it('come again after 5 s and 30 s, under the same id, and are then given up', async () => {
    hooks.answer.status = 503
    await buy()
    await box.settled()
    const attempts = [giftsReceived().length]
    for (const ms of [4_000, 1_000, 29_000, 1_000, 3_600_000]) {
      await wait(ms)
      attempts.push(giftsReceived().length)
    }
    expect(attempts).toEqual([1, 1, 2, 2, 3, 3])
    expect(new Set(giftsReceived().map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
    expect(new Set(giftsReceived().map(({ headers }) => headers.get('webhook-timestamp'))).size).toBe(3)
    const counter = await (await fetch(`${box.url}/guichet`)).text()
    expect(counter).toContain('0 en attente, 1 abandonné</p>')
  })

  it('are delivered after a restart, and so is everything else still there', async () => {
    hooks.answer.status = 500
    const order = await buy()
    await box.settled()
    await box.stop()
    hooks.answer.status = 204
    now_ms += 5_000
    await start()
    await box.settled()
    expect(giftsReceived()).toHaveLength(2)
    expect(await call('GET', `/acs/orders/${order}`)).toMatchObject({ gifts: [{ cents: 500 }] })
    expect(await call('GET', '/acs/webhook')).toMatchObject({ url: hooks.url })
  })

  it('are not sent for what was undone, nor of kinds that nobody asked for', async () => {
    await expect(
      call('POST', '/acs/sandbox/sales', { availabilityId: 'octobre', units: 9_999 }),
    ).rejects.toThrow('409')
    await call('POST', '/acs/sandbox/performances', { units: 3 })
    await box.settled()
    expect(hooks.received).toEqual([])
  })
})
