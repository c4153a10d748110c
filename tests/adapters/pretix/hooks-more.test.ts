import { describe, expect, it } from 'vitest'
import { read, verify } from '../../../adapters/pretix/hooks.ts'

const told = (action: string, more: object = {}) =>
  read(JSON.stringify({ notification_id: 1, organizer: 't', event: 'e', action, ...more }))
const ORDER = { code: 'ABCD3' }
const PROGRAMME = { looks: [{ kind: 'performances' }] }

describe('what a webhook of pretix says is worth a look', () => {
  it.each([
    'pretix.event.order.paid',
    'pretix.event.order.canceled',
    'pretix.event.order.of.tomorrow',
    'pretix.event.checkin',
    'pretix.event.checkin.reverted',
  ])('%s: the order', (action) => {
    expect(told(action, ORDER)).toEqual({ looks: [{ kind: 'order', order: 'ABCD3' }] })
  })

  it.each([
    'pretix.event.changed',
    'pretix.event.deleted',
    'pretix.event.item.changed',
    'pretix.subevent.added',
    'pretix.subevent.deleted',
  ])('%s: the programme', (action) => {
    expect(told(action)).toEqual(PROGRAMME)
  })

  it.each([
    'pretix.event.orders.waitinglist.added',
    'pretix.event.quota.changed',
    'pretix.event.live.activated',
    'pretix.event.testmode.deactivated',
    'pretix.event',
    'pretix.customer.created',
    'my.pretix.event.order.paid',
    'my.pretix.subevent.added',
    '',
  ])('%s: nothing', (action) => {
    expect(told(action, ORDER)).toEqual({ ignored: expect.stringContaining('nothing') })
  })

  it.each([
    ['a code that is none', { code: 'abcd3' }],
    ['a code with more before it', { code: '/ABCD3' }],
    ['a code with more behind it', { code: 'ABCD3/' }],
    ['a code without end', { code: 'A'.repeat(17) }],
    ['an empty code', { code: '' }],
  ])('no order by %s', (_, wrong) => {
    expect(told('pretix.event.order.paid', wrong)).toEqual({
      unreadable: expect.stringContaining('pretix.event.order.paid'),
    })
  })

  it('the longest code that there is', () => {
    const code = 'A'.repeat(16)
    expect(told('pretix.event.order.paid', { code })).toEqual({ looks: [{ kind: 'order', order: code }] })
  })

  it('not a notification without a number above zero, or with an action that does not end', () => {
    expect(told('pretix.event.order.paid', { ...ORDER, notification_id: 0 })).toHaveProperty('unreadable')
    expect(told('pretix.event.order.paid', { ...ORDER, notification_id: 1.5 })).toHaveProperty('unreadable')
    expect(told(`pretix.event.${'x'.repeat(188)}`)).toHaveProperty('unreadable')
    expect(told(`pretix.event.${'x'.repeat(187)}`)).toEqual(PROGRAMME)
  })
})

describe('an address', () => {
  const at = async (token: string, ...tokens: string[]) => {
    const body = '{"notification_id": 5, "action": "x"}'
    const hook = { headers: new Headers(), body, token, now: '2026-11-23T12:00:00.000Z' }
    return (await verify(hook, { tokens, signing: [] })).genuine
  }

  it('is ours when its last part is one of ours, wherever that stands among them', async () => {
    expect(await at('a', 'a', 'b')).toBe(true)
    expect(await at('b', 'a', 'b')).toBe(true)
    expect(await at('c', 'a', 'b')).toBe(false)
    expect(await at('a')).toBe(false)
  })

  it('without its last part is nobody’s, even if no secret were known', async () => {
    expect(await at('', '')).toBe(false)
    expect(await at('', 'a', '')).toBe(false)
  })
})

it('a body without sense is kept under the hash of its bytes', async () => {
  const hook = { headers: new Headers(), body: 'abc', token: 'a', now: '2026-11-23T12:00:00.000Z' }
  expect(await verify(hook, { tokens: ['a'], signing: [] })).toEqual({
    genuine: true,
    event_id: 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
})
