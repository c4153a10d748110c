import { describe, expect, it } from 'vitest'
import { giftsOf, orderOf, splitOff } from '../../../adapters/pretix/gifts.ts'
import { bookingOf, fetchOrder, order as read } from '../../../adapters/pretix/orders.ts'
import { gift, invitation, order, payment, played, position, refund, scan, STEP, wire } from './played.ts'

const cents = (change: object) => giftsOf(order(change), STEP).map((one) => one.cents)
const given = [position(), gift(2, '12.50')]
const paid = { positions: given, total: '72.50', payments: [payment('72.50')] }

describe('what a gift comes to', () => {
  it('is its line, whatever else was bought', () => {
    expect(
      cents({ ...paid, positions: [position(), position({ positionid: 3 }), gift(2, '12.50')] }),
    ).toEqual([1_250])
    expect(cents({})).toEqual([])
  })

  it('is the same when more was paid than was asked', () => {
    expect(cents({ ...paid, payments: [payment('100.00')] })).toEqual([1_250])
  })

  it('is shared by two gifts in one order as far as there is money', () => {
    const two = {
      positions: [gift(2, '10.00'), gift(3, '5.00')],
      total: '15.00',
      payments: [payment('15.00')],
    }
    expect(cents(two)).toEqual([1_000, 500])
    expect(cents({ ...two, refunds: [refund('3.00')] })).toEqual([1_000, 200])
    expect(cents({ ...two, refunds: [refund('7.00')] })).toEqual([800, 0])
  })

  it('is nothing for a line that was cancelled, which takes nothing from the others', () => {
    const lines = [gift(2, '10.00', { canceled: true }), gift(3, '5.00')]
    expect(cents({ positions: lines, total: '5.00', payments: [payment('5.00')] })).toEqual([0, 500])
  })

  it('is never less than nothing', () => {
    expect(cents({ ...paid, positions: [gift(2, '-3.00')] })).toEqual([0])
    expect(cents({ ...paid, refunds: [refund('80.00')] })).toEqual([0])
  })

  it.each([
    ['confirmed', 1_250],
    ['refunded', 1_250],
    ['pending', 0],
    ['created', 0],
    ['failed', 0],
    ['canceled', 0],
  ])('counts a payment that is %s as %i', (state, expected) => {
    expect(cents({ ...paid, payments: [payment('72.50', state)] })).toEqual([expected])
  })

  it.each([
    ['done', 250],
    ['created', 1_250],
    ['transit', 1_250],
    ['failed', 1_250],
    ['canceled', 1_250],
  ])('after a refund that is %s comes to %i', (state, expected) => {
    expect(cents({ ...paid, refunds: [refund('70.00', { state })] })).toEqual([expected])
  })

  it.each([
    ['waits for its money', { status: 'n', payments: [payment('72.50')] }, 0],
    ['waits for it again after a refund', { status: 'n', refunds: [refund('60.50')] }, 1_200],
    ['never had all of it', { status: 'n', payments: [payment('72.49')], refunds: [refund('60.00')] }, 0],
    ['ran out of time', { status: 'e', refunds: [refund('1.00')] }, 0],
    ['was cancelled', { status: 'c', refunds: [refund('1.00')] }, 0],
    ['only tried the shop', { testmode: true }, undefined],
  ])('in an order that %s', (_, change, expected) => {
    expect(cents({ ...paid, ...change })).toEqual(expected === undefined ? [] : [expected])
  })
})

describe('a gift', () => {
  it('is named by event, order and line, and dated when it was ordered', () => {
    expect(giftsOf(order(paid), STEP)).toEqual([
      {
        reference: 'abonnements/ABCD3/2',
        cents: 1_250,
        currency: 'EUR',
        version: Date.parse('2026-09-01T08:00:01Z') * 1_000 + 2,
        given_at: '2026-09-01T08:00:00.123Z',
        evidence: { platform: 'pretix', event: 'abonnements', order: 'ABCD3', preselected: false },
      },
    ])
    expect(orderOf('abonnements/ABCD3/2')).toBe('ABCD3')
    expect(orderOf('abonnements')).toBe('')
  })

  it('has a version that rises with money that is paid back, which changes no order', () => {
    const versions = [
      { refunds: [refund('1.00', { state: 'created', execution_date: null })] },
      { refunds: [refund('1.00')] },
      { refunds: [refund('1.00'), refund('1.00', { execution_date: '2026-09-03T10:00:00+02:00' })] },
      { last_modified: '2026-09-04T10:00:00+02:00', refunds: [refund('1.00')] },
    ].map((change) => giftsOf(order({ ...paid, ...change }), STEP)[0]!.version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
    expect(versions[0]).toBe(Date.parse('2026-09-01T08:00:01Z') * 1_000 + 2)
    expect(versions[1]).toBe(Date.parse('2026-09-02T08:00:00Z') * 1_000)
  })
})

describe('lines that were split off into another order', () => {
  const left = order({
    positions: [position(), gift(4, '5.00')],
    refunds: [refund('12.50', { provider: 'offsetting' })],
  })
  const moved = (...positionids: (number | null)[]) =>
    played({ lists: () => positionids.map((positionid) => ({ positionid })) })

  it('are told at nothing, each once', async () => {
    const { line, calls } = moved(2, 2, 3)
    expect(await splitOff(line, left, STEP)).toMatchObject([
      { reference: 'abonnements/ABCD3/2', cents: 0 },
      { reference: 'abonnements/ABCD3/3', cents: 0 },
    ])
    expect(calls).toEqual([
      { path: 'events/abonnements/transactions/', query: { order: 'ABCD3', item: STEP.item } },
    ])
  })

  it('are not those that are still there, nor what is no line at all', async () => {
    expect(await splitOff(moved(null, 1, 4).line, left, STEP)).toEqual([])
  })

  it('are looked for only where money moved along', async () => {
    const { line, calls } = moved(2)
    expect(await splitOff(line, order({ ...paid, refunds: [refund('5.00')] }), STEP)).toEqual([])
    expect(calls).toEqual([])
  })

  it('are told with the order that they left', async () => {
    const { line } = played({
      finds: () =>
        wire({
          positions: [gift(4, '5.00')],
          total: '5.00',
          payments: [payment('17.50')],
          refunds: [refund('12.50', { provider: 'offsetting' })],
        }),
      lists: () => [{ positionid: 2 }],
    })
    expect((await read(line, 'ABCD3'))?.gifts.map((one) => [one.reference, one.cents])).toEqual([
      ['abonnements/ABCD3/4', 500],
      ['abonnements/ABCD3/2', 0],
    ])
  })
})

describe('an order', () => {
  it('is asked for by its code, and for no field that we do not use', async () => {
    const { line, calls } = played({ finds: () => wire() })
    expect(await read(line, 'ABCD3')).toEqual({ order: 'ABCD3', gifts: [], booking: null })
    expect(calls).toMatchObject([
      { path: 'orders/ABCD3/', query: { include_canceled_positions: 'true', include: expect.any(Array) } },
    ])
    expect(String(calls[0]?.query['include'])).not.toMatch(/name|email|secret|address|phone/)
  })

  it.each(['', 'abcd3', 'ABCD3/', '../events', 'ABCD3 ', ' ABCD3', 'A'.repeat(17)])(
    'is not asked for when «%s» cannot be its code',
    async (code) => {
      const { line, calls } = played({ finds: () => wire() })
      expect([await fetchOrder(line, code), await read(line, code), calls]).toEqual([null, null, []])
    },
  )

  it('may have a code of one character, or of sixteen', async () => {
    for (const code of ['7', 'A'.repeat(16)]) {
      expect((await fetchOrder(played({ finds: () => wire({ code }) }).line, code))?.code).toBe(code)
    }
  })

  it('of an event without our step has no gift', async () => {
    const { line } = played({ finds: () => wire({ event: 'concerts', ...paid }) })
    expect((await read(line, 'ABCD3'))?.gifts).toEqual([])
  })
})

describe('a booking of ours', () => {
  const booking = (change: object = {}) => bookingOf(order(invitation(change)))

  it('is known by what we wrote into it, and by nothing else', () => {
    expect(booking()).toEqual({
      order: 'ABCD3',
      reference: 'ref-1',
      reservation_id: 'res-1',
      seats: [{ position: '900', status: 'valid', scanned_at: null }],
    })
    for (const api_meta of [{}, null, { fauteuil: {} }, { fauteuil: { reference: 'ref-1' } }, { other: 1 }]) {
      expect(booking({ api_meta })).toBe(null)
    }
  })

  it.each([
    ['p', false, 'valid'],
    ['n', false, 'valid'],
    ['c', false, 'cancelled'],
    ['e', false, 'cancelled'],
    ['p', true, 'cancelled'],
  ])('whose order is %s, its line cancelled: %s, is %s', (status, canceled, expected) => {
    expect(booking({ status, positions: [position({ canceled })] })?.seats[0]?.status).toBe(expected)
  })

  it('has a seat for each line that is one by itself', () => {
    const positions = [position({ id: 1 }), position({ id: 2, addon_to: 1 }), position({ id: 3 })]
    expect(booking({ positions })?.seats.map((seat) => seat.position)).toEqual(['1', '3'])
  })

  it.each([
    [
      'at the first entry',
      [scan('2026-12-10T20:05:00+01:00'), scan('2026-12-10T19:25:00+01:00')],
      '2026-12-10T18:25:00.000Z',
    ],
    [
      'also after leaving',
      [scan('2026-12-10T19:25:00+01:00'), scan('2026-12-10T19:20:00+01:00', { type: 'exit' })],
      '2026-12-10T18:25:00.000Z',
    ],
    ['not by leaving alone', [scan('2026-12-10T19:20:00+01:00', { type: 'exit' })], null],
    [
      'not by what pretix books at the sale',
      [scan('2026-12-10T19:20:00+01:00', { auto_checked_in: true })],
      null,
    ],
    ['not without a scan', [], null],
  ])('counts as come %s', (_, checkins, expected) => {
    expect(booking({ positions: [position({ checkins })] })?.seats[0]?.scanned_at).toBe(expected)
  })
})
