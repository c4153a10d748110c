import { describe, expect, it } from 'vitest'
import type { HookRequest } from '../../../adapters/contract/index.ts'
import { ACTIONS, read, verify } from '../../../adapters/pretix/hooks.ts'
import { recordedHooks } from './replay.ts'

const hook = (body: string, token: string): HookRequest => ({
  headers: new Headers({ 'content-type': 'application/json' }),
  body,
  token,
  now: '2026-11-23T12:00:00.000Z',
})
const secrets = { tokens: ['le-segment-qui-vaut', 'celui-d-avant'], signing: [] }
const paid = JSON.stringify({
  notification_id: 38,
  organizer: 't',
  event: 'e',
  code: 'ABCD3',
  action: 'pretix.event.order.paid',
})

describe('a webhook of pretix', () => {
  it('is genuine when it comes to an address of the connection, during a rotation to either', async () => {
    for (const token of secrets.tokens) {
      expect(await verify(hook(paid, token), secrets)).toEqual({ genuine: true, event_id: '38' })
    }
  })

  it('is refused at any other address, the empty one included', async () => {
    for (const token of ['', 'le-segment-qui-vau', 'le-segment-qui-vaut ', 'LE-SEGMENT-QUI-VAUT']) {
      expect(await verify(hook(paid, token), { ...secrets, tokens: [...secrets.tokens, ''] })).toMatchObject({
        genuine: false,
      })
    }
  })

  it('that cannot be read is named by its bytes, so that it is kept once', async () => {
    const [one, same, other] = await Promise.all(
      ['{', '{', '}'].map(async (body) => verify(hook(body, 'le-segment-qui-vaut'), secrets)),
    )
    expect(one).toMatchObject({ genuine: true, event_id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it.each([
    { notification_id: 1, action: '' },
    { notification_id: 2 ** 40, action: 'x'.repeat(200) },
  ])('is named by its notification: %j', async (body) => {
    const { notification_id } = body
    expect(await verify(hook(JSON.stringify(body), 'le-segment-qui-vaut'), secrets)).toEqual({
      genuine: true,
      event_id: String(notification_id),
    })
  })

  it.each([
    null,
    7,
    {},
    { notification_id: 0, action: 'a' },
    { notification_id: -1, action: 'a' },
    { notification_id: 1.5, action: 'a' },
    { notification_id: '38', action: 'a' },
    { notification_id: 38 },
    { notification_id: 38, action: 7 },
    { notification_id: 38, action: 'x'.repeat(201) },
    { action: 'a' },
  ])('without a notification or an action is named by its bytes: %j', async (body) => {
    expect(await verify(hook(JSON.stringify(body), 'le-segment-qui-vaut'), secrets)).toMatchObject({
      event_id: expect.stringMatching(/^sha256:/),
    })
  })

  it('as the real server sent it, says where to look', () => {
    const readings = recordedHooks().map((sent) => [sent.action, read(JSON.stringify(sent))] as const)
    expect(readings.length).toBeGreaterThan(10)
    const order = expect.stringMatching(/^[A-Z0-9]+$/)
    for (const [action, reading] of readings) {
      const ofOrder = /^pretix\.event\.(order\.|checkin)/.test(action)
      expect(reading).toEqual({ looks: [ofOrder ? { kind: 'order', order } : { kind: 'performances' }] })
    }
  })

  it.each([
    ['pretix.event.quota.changed', { quota: 3 }],
    ['pretix.event.orders.waitinglist.added', { waitinglistentry: 3 }],
    ['pretix.voucher.added', { voucher: 3 }],
    ['some.plugin.of.tomorrow', {}],
  ])('of another kind is ignored: %s', (action, more) => {
    expect(
      read(JSON.stringify({ notification_id: 1, organizer: 't', event: 'e', action, ...more })),
    ).toHaveProperty('ignored')
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{}',
    '{"notification_id":"38","action":"pretix.event.order.paid","code":"ABCD3"}',
    '{"notification_id":38,"action":"pretix.event.order.paid"}',
    '{"notification_id":38,"action":"pretix.event.order.paid","code":"../../events"}',
    '{"notification_id":38,"action":"pretix.event.order.paid","code":["ABCD3"]}',
  ])('without sense is set aside: %s', (body) => {
    expect(read(body)).toHaveProperty('unreadable')
  })

  it('is asked for only where it means something to us', () => {
    for (const action of ACTIONS) {
      const body = { notification_id: 1, action: action.replace('*', 'x'), code: 'ABCD3' }
      expect(read(JSON.stringify(body))).toHaveProperty('looks')
    }
  })
})
