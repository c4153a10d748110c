import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { read, verify } from '../../../adapters/open/hooks.ts'
import { SIGNING_SECRET } from './harness.ts'
import { AT, booking, unit } from './played.ts'

const AT_MS = Date.parse(AT)
const BODY = '{"name":"Été"}'
interface Sent {
  id?: string
  /** seconds */
  timestamp?: string
  signature?: (right: string) => string
  secrets?: string[]
}
async function verdict({
  id = 'msg_1',
  timestamp = String(AT_MS / 1_000),
  signature = (right) => right,
  secrets = [SIGNING_SECRET],
}: Sent = {}) {
  const right = new Webhook(SIGNING_SECRET).sign(id, new Date((Number(timestamp) || 0) * 1_000), BODY)
  const headers = new Headers({
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature(right),
  })
  return verify({ headers, body: BODY, token: '', now: AT }, { tokens: [], signing: secrets })
}
const refused = (reason: RegExp) => ({ genuine: false, reason: expect.stringMatching(reason) })

describe('a webhook of the open contract', () => {
  it.each(['x', 'x'.repeat(200)])('may have any id of one to two hundred characters', async (id) => {
    expect(await verdict({ id })).toEqual({ genuine: true, event_id: id })
  })

  it.each(['', 'x'.repeat(201)])('is refused with an id that is none: «%s»', async (id) => {
    expect(await verdict({ id })).toEqual(refused(/webhook-id/))
  })

  it.each(['', '1e9', '-1', '1.5', ' ', `${AT_MS / 1_000}x`, `x${AT_MS / 1_000}`, '1234567890123'])(
    'is refused with a time that is none: «%s»',
    async (timestamp) => {
      expect(await verdict({ timestamp })).toEqual(refused(/webhook-timestamp in seconds/))
    },
  )

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'is refused without %s',
    async (missing) => {
      const headers = new Headers({
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(AT_MS / 1_000),
        'webhook-signature': 'v1,none',
      })
      headers.delete(missing)
      const hook = { headers, body: BODY, token: '', now: AT }
      expect(await verify(hook, { tokens: [], signing: [SIGNING_SECRET] })).toEqual(
        refused(new RegExp(missing)),
      )
    },
  )

  it.each([-300, 300])('is fresh to the second: %i s', async (seconds) => {
    const of = async (s: number) => verdict({ timestamp: String(AT_MS / 1_000 + s) })
    expect((await of(seconds)).genuine).toBe(true)
    const old = seconds + Math.sign(seconds)
    expect(await of(old)).toEqual(refused(new RegExp(new Date(AT_MS + old * 1_000).toISOString())))
  })

  it('is genuine by any of its first ten signatures', async () => {
    const others = (count: number) => Array.from({ length: count }, (_, n) => `v1,${n}`)
    expect((await verdict({ signature: (right) => [...others(9), right].join(' ') })).genuine).toBe(true)
    expect((await verdict({ signature: (right) => [...others(10), right].join(' ') })).genuine).toBe(false)
  })

  it.each([
    ['none', () => ''],
    ['half of it', (right: string) => right.slice(0, 20)],
    ['more than it', (right: string) => `${right}A`],
    ['one letter of it changed, the first', (right: string) => `w${right.slice(1)}`],
    ['one letter of it changed, the last', (right: string) => `${right.slice(0, -1)}-`],
  ])('is refused by a signature that is not whole: %s', async (_, signature) => {
    expect(await verdict({ signature })).toEqual(refused(/signature/))
  })

  it.each([
    `x${SIGNING_SECRET}`,
    `${SIGNING_SECRET}=`,
    `${SIGNING_SECRET}-`,
    SIGNING_SECRET.replace('whsec_', ''),
    'whsec_A',
  ])('is judged by no secret that is none: %s', async (secret) => {
    expect((await verdict({ secrets: [secret] })).genuine).toBe(false)
    expect((await verdict({ secrets: [secret, SIGNING_SECRET] })).genuine).toBe(true)
  })

  it('is judged by secrets of any length that base64 has', async () => {
    for (const text of ['a secret of 24 bytes, yes', 'a secret of twenty-four', 'a secret of twenty-five!']) {
      const secret = `whsec_${btoa(text)}`
      const signature = () => new Webhook(secret).sign('msg_1', new Date(AT), BODY)
      expect((await verdict({ secrets: [secret], signature })).genuine).toBe(true)
    }
  })
})

describe('what a webhook of the open contract says', () => {
  const told = (event: unknown) => read(JSON.stringify(event))
  const event = (type: string, data: unknown) => told({ type, timestamp: AT, data })

  it('of a scan or a booking: look at the order', () => {
    expect(event('booking.updated', { orderId: 'A' })).toEqual({ looks: [{ kind: 'order', order: 'A' }] })
    const scan = { orderId: 'B', unitItemUuid: 'u', availabilityId: 'a', utcRedeemedAt: null }
    expect(event('seat.scanned', scan)).toEqual({ looks: [{ kind: 'order', order: 'B' }] })
  })

  it('of a gift: its state, with the booking that it came with', () => {
    const unitItems = [unit('u-1')]
    expect(event('gift.updated', { id: 'A', gifts: [], booking: booking({ unitItems }) })).toMatchObject({
      looks: [{ kind: 'state', state: { order: 'A', gifts: [], booking: { seats: [{ position: 'u-1' }] } } }],
    })
  })

  it('that is no JSON at all says so', () => {
    expect(read('<html>')).toEqual({ unreadable: 'the body is not JSON' })
  })

  it.each([{}, { type: 'gift.updated' }, { type: 1, timestamp: AT }, [], null])(
    'nothing that can be read: %j',
    (body) => {
      expect(told(body)).toEqual({ unreadable: expect.stringContaining('Standard Webhooks') })
    },
  )

  it('nothing that can be read, when its type does not end', () => {
    expect(told({ type: 'x'.repeat(101), timestamp: AT })).toHaveProperty('unreadable')
    expect(told({ type: 'x'.repeat(100), timestamp: AT })).toEqual({
      ignored: expect.stringContaining('xxx'),
    })
  })

  it('names the field that is wrong', () => {
    expect(event('gift.updated', { id: 'A', gifts: [{ orderId: 1 }], booking: null })).toEqual({
      unreadable: expect.stringMatching(/^gift\.updated: data\.gifts\.0\.orderId /),
    })
  })
})
