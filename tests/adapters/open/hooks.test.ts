import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { open } from '../../../adapters/open/index.ts'
import { SIGNING_SECRET } from './harness.ts'

const AT = new Date('2026-09-01T10:00:00Z')
const BODY = JSON.stringify({
  type: 'booking.updated',
  timestamp: AT.toISOString(),
  data: { orderId: 'ABCD' },
})
const OTHER_SECRET = `whsec_${Buffer.from('another secret of the tests, too').toString('base64')}`

function signed(secret: string, { at = AT, body = BODY, id = 'msg_1' } = {}) {
  const headers = new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(at.getTime() / 1_000),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  })
  return { headers, body, token: '', now: AT.toISOString() }
}
const SECRETS = { tokens: [], signing: [SIGNING_SECRET] }

describe('webhooks of the open contract', () => {
  it('are genuine when signed by a secret that holds, whichever of several signatures fits', async () => {
    const hook = signed(SIGNING_SECRET)
    const old = signed(OTHER_SECRET).headers.get('webhook-signature')
    hook.headers.set('webhook-signature', `${old} v1a,unknown ${hook.headers.get('webhook-signature')}`)
    expect(await open.verify(hook, SECRETS)).toEqual({ genuine: true, event_id: 'msg_1' })
  })

  it('are refused when signed by another secret, for another id, or another body', async () => {
    const wrong_id = signed(SIGNING_SECRET)
    wrong_id.headers.set('webhook-id', 'msg_2')
    const wrong_body = { ...signed(SIGNING_SECRET), body: BODY.replace('ABCD', 'ABCE') }
    for (const hook of [signed(OTHER_SECRET), wrong_id, wrong_body]) {
      expect((await open.verify(hook, SECRETS)).genuine).toBe(false)
    }
  })

  it('are refused when older or newer than five minutes', async () => {
    for (const seconds of [-301, 301]) {
      const hook = signed(SIGNING_SECRET, { at: new Date(AT.getTime() + seconds * 1_000) })
      expect(await open.verify(hook, SECRETS)).toEqual({
        genuine: false,
        reason: expect.stringContaining('five minutes'),
      })
    }
    const hook = signed(SIGNING_SECRET, { at: new Date(AT.getTime() - 299_000) })
    expect((await open.verify(hook, SECRETS)).genuine).toBe(true)
  })

  it('are judged by the good secrets even when one of them is malformed', async () => {
    const signing = ['whsec_', 'no secret', 'whsec_%%%', SIGNING_SECRET]
    expect((await open.verify(signed(SIGNING_SECRET), { tokens: [], signing })).genuine).toBe(true)
    expect((await open.verify(signed(SIGNING_SECRET), { tokens: [], signing: ['whsec_'] })).genuine).toBe(
      false,
    )
  })

  it('are read by type: order, state, performances, ignored, unreadable', () => {
    const read = (type: string, data: unknown) =>
      open.read(JSON.stringify({ type, timestamp: AT.toISOString(), data }))
    expect(open.read(BODY)).toEqual({ looks: [{ kind: 'order', order: 'ABCD' }] })
    expect(read('performance.updated', { availabilityId: 'x' })).toEqual({
      looks: [{ kind: 'performances' }],
    })
    expect(read('invoice.paid', {})).toHaveProperty('ignored')
    const gift = {
      orderId: 'A',
      lineId: 'L',
      cents: 500,
      currency: 'EUR',
      version: 3,
      utcGivenAt: '2026-09-01T09:00:00Z',
      consent: { chosen: 'amount' },
    }
    expect(read('gift.updated', { id: 'A', gifts: [gift], booking: null })).toEqual({
      looks: [
        {
          kind: 'state',
          state: {
            order: 'A',
            booking: null,
            gifts: [
              {
                reference: 'A/L',
                cents: 500,
                currency: 'EUR',
                version: 3,
                given_at: '2026-09-01T09:00:00.000Z',
                evidence: { chosen: 'amount' },
              },
            ],
          },
        },
      ],
    })
    for (const wrong of [
      { cents: -1 },
      { cents: 1.5 },
      { cents: 2 ** 60 },
      { currency: 'EURO' },
      { version: 'x' },
    ]) {
      const reading = read('gift.updated', { id: 'A', gifts: [{ ...gift, ...wrong }], booking: null })
      expect(reading).toHaveProperty('unreadable')
    }
  })
})
