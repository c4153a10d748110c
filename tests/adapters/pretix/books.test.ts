import { describe, expect, it } from 'vitest'
import type { Json } from '../../../adapters/contract/index.ts'
import { reconcile } from '../../../adapters/pretix/reconcile.ts'
import { gift, invitation, NOW, payment, played, position, PROVISION, refund, STEP, wire } from './played.ts'

interface Moved {
  order?: string
  positionid?: number | null
  count: number
  price: string
}
interface Books {
  moved?: Moved[]
  /** orders that wait for money, and those that only tried the shop */
  unpaid?: object[]
  trials?: object[]
  bookings?: object[]
}
const pretix = ({ moved = [], unpaid = [], trials = [], bookings = [] }: Books = {}) =>
  played({
    lists(path, query) {
      if (path.endsWith('/transactions/'))
        return moved.map((one) => ({ order: 'ABCD3', positionid: 2, ...one }))
      if (!path.includes('/abonnements/')) return path.includes('/les-vagues/') ? bookings : []
      return query['testmode'] === undefined ? unpaid : trials
    },
  })
const books = async (told: Books, cursor: Json = null) => reconcile(pretix(told).line, cursor)
const gifts = async (told: Books, cursor: Json = null) =>
  (await books(told, cursor)).gifts.map(({ reference, cents }) => [reference, cents])
const LINE = 'abonnements/ABCD3/2'
const awaiting = (references: Record<string, number>): Json => ({ since: {}, awaiting: references })
const waiting = (change: object = {}) =>
  wire({ status: 'n', positions: [position(), gift(2, '9.00')], payments: [], ...change })

describe('a line of pretix’s books', () => {
  it('tells its order, its gift and what that is worth', async () => {
    expect((await books({ moved: [{ count: 1, price: '12.50' }] })).gifts).toEqual([
      { order: 'ABCD3', reference: LINE, cents: 1_250, currency: 'EUR' },
    ])
  })

  it.each([
    ['the new price after the old one was taken back', [1, '12.50', -1, '12.50', 1, '7.00'], 700],
    ['nothing once it was taken back', [1, '12.50', -1, '12.50'], 0],
    ['nothing when no more of it is there', [0, '12.50'], 0],
    ['nothing when its price is less than that', [1, '-3.00'], 0],
  ])('is worth %s', async (_, told, cents) => {
    const moved: Moved[] = []
    for (let at = 0; at < told.length; at += 2) {
      moved.push({ count: Number(told[at]), price: String(told[at + 1]) })
    }
    expect(await gifts({ moved })).toEqual([[LINE, cents]])
  })

  it('is told once for each gift, in any number of orders', async () => {
    const moved = [
      { order: 'B', positionid: 2, count: 1, price: '2.00' },
      { order: 'B', positionid: 3, count: 1, price: '3.00' },
      { order: 'C', positionid: 2, count: 1, price: '4.00' },
    ]
    expect(await gifts({ moved })).toEqual([
      ['abonnements/B/2', 200],
      ['abonnements/B/3', 300],
      ['abonnements/C/2', 400],
    ])
  })

  it('that names no position is no gift', async () => {
    expect(await gifts({ moved: [{ positionid: null, count: 1, price: '5.00' }] })).toEqual([])
  })
})

describe('a gift that is not paid yet', () => {
  it('is worth what is paid, and its price is kept in mind', async () => {
    const told = await books({ moved: [{ count: 1, price: '9.00' }], unpaid: [waiting()] })
    expect(told.gifts).toMatchObject([{ reference: LINE, cents: 0 }])
    expect(told.cursor).toMatchObject({ awaiting: { [LINE]: 900 } })
  })

  it('is worth what a refund left of it', async () => {
    const change = { total: '69.00', payments: [payment('69.00')], refunds: [refund('63.00')] }
    expect(await gifts({ unpaid: [waiting(change)] })).toEqual([[LINE, 600]])
  })

  it('is told at its price when the order waits no longer, though its line did not move', async () => {
    const told = await books({}, awaiting({ [LINE]: 900 }))
    expect(told.gifts).toMatchObject([{ order: 'ABCD3', reference: LINE, cents: 900 }])
    expect(told.cursor).toMatchObject({ awaiting: {} })
  })

  it('follows its line when that moved meanwhile', async () => {
    expect(await gifts({ moved: [{ count: -1, price: '9.00' }] }, awaiting({ [LINE]: 900 }))).toEqual([
      [LINE, 0],
    ])
  })

  it('goes on waiting while the order does', async () => {
    const told = await books({ unpaid: [waiting()] }, awaiting({ [LINE]: 900 }))
    expect(told.gifts).toMatchObject([{ reference: LINE, cents: 0 }])
    expect(told.cursor).toMatchObject({ awaiting: { [LINE]: 900 } })
  })

  it('is not one of another event, which tells its own', async () => {
    expect(await gifts({}, awaiting({ 'abonnements-2/ABCD3/2': 900, 'x/abonnements/2': 900 }))).toEqual([])
  })

  it('is none of the other lines of its order, nor one that was cancelled', async () => {
    const positions = [position({ positionid: 1 }), gift(2, '9.00', { canceled: true })]
    const told = await books({ unpaid: [waiting({ positions })] })
    expect([told.gifts, told.cursor]).toMatchObject([[], { awaiting: {} }])
  })

  it('never counts as less than nothing', async () => {
    const told = await books({ unpaid: [waiting({ positions: [gift(2, '-9.00')] })] })
    expect(told.cursor).toMatchObject({ awaiting: { [LINE]: 0 } })
  })
})

describe('an order that only tried the shop', () => {
  it('gives nothing, though its lines are in the books', async () => {
    const trials = [wire({ testmode: true, positions: [gift(2, '9.00')] })]
    const told = await books({ moved: [{ count: 1, price: '9.00' }], trials })
    expect([told.gifts, told.cursor]).toMatchObject([[], { awaiting: {} }])
  })
})

describe('the next look', () => {
  const TWO_MINUTES_BEFORE = '2026-11-23T11:58:00.000Z'

  it('goes on from a little before this one, for gifts and for the bookings of each event', async () => {
    const { cursor } = await books({})
    expect(cursor).toEqual({
      since: {
        'gifts of abonnements': TWO_MINUTES_BEFORE,
        'bookings of les-vagues': TWO_MINUTES_BEFORE,
        'bookings of la-mouette': TWO_MINUTES_BEFORE,
      },
      awaiting: {},
    })
    const { line, calls } = pretix()
    await reconcile(line, cursor)
    const named = ['item', 'created_since', 'status', 'testmode', 'modified_since']
    expect(
      calls.map(({ path, query }) => [
        path,
        Object.fromEntries(Object.entries(query).filter(([name]) => named.includes(name))),
      ]),
    ).toEqual([
      ['events/abonnements/transactions/', { item: STEP.item, created_since: TWO_MINUTES_BEFORE }],
      ['events/abonnements/orders/', { item: STEP.item, status: 'n' }],
      ['events/abonnements/orders/', { item: STEP.item, testmode: 'true' }],
      ['events/les-vagues/orders/', { modified_since: TWO_MINUTES_BEFORE }],
      ['events/la-mouette/orders/', { modified_since: TWO_MINUTES_BEFORE }],
    ])
  })

  it.each([null, 'nonsense', { since: 1 }, {}])(
    'begins at the beginning without a cursor of ours: %j',
    async (cursor) => {
      const { line, calls } = pretix()
      await reconcile(line, cursor)
      expect(calls.map(({ query }) => Object.keys(query).filter((name) => name.endsWith('since')))).toEqual(
        calls.map(() => []),
      )
    },
  )

  it('goes by our clock where pretix does not tell its own', async () => {
    const { line } = pretix()
    const { api } = line
    const silent = {
      ...line,
      now: () => '2027-01-01T00:02:00.000Z',
      api: { ...api, list: async () => ({ items: [], at: null }) },
    }
    expect((await reconcile(silent, null)).cursor).toMatchObject({
      since: {
        'gifts of abonnements': '2027-01-01T00:00:00.000Z',
        'bookings of la-mouette': '2027-01-01T00:00:00.000Z',
      },
    })
    expect(NOW).not.toContain('2027')
  })
})

it('our bookings are listed, and no other order of the event', async () => {
  const { bookings } = await books({ bookings: [invitation(), wire({ event: 'les-vagues' })] })
  expect(bookings).toMatchObject([{ order: 'ABCD3', reference: 'ref-1', seats: [{ status: 'valid' }] }])
})

it('each subscription event has its own books', async () => {
  const both = {
    ...PROVISION,
    steps: { ...PROVISION.steps, festival: { ...STEP, item: 8, currency: 'CHF' } },
  }
  const { line, calls } = played(
    {
      lists: (path) =>
        path.endsWith('/transactions/') ? [{ order: 'ABCD3', positionid: 2, count: 1, price: '1.00' }] : [],
    },
    both,
  )
  expect((await reconcile(line, null)).gifts).toEqual([
    { order: 'ABCD3', reference: LINE, cents: 100, currency: 'EUR' },
    { order: 'ABCD3', reference: 'festival/ABCD3/2', cents: 100, currency: 'CHF' },
  ])
  expect(calls.filter(({ path }) => path.includes('festival')).map(({ query }) => query['item'])).toEqual([
    8, 8, 8,
  ])
})
