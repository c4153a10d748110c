import { http, HttpResponse } from 'msw'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reconcile, reconcileAll } from '../../src/hooks/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import {
  balancesOf,
  bookAndIssue,
  freshWorld,
  give,
  invite,
  NOW,
  observed,
  wish,
  type World,
} from '../setup/world.ts'
import { connect, gave } from './sending.ts'

// A ticketing of the open contract, played: its books are what each test writes into them.

const HOUSE = 'https://port.test'
interface Line {
  order: string
  cents: number
  /** what the order itself says, where it differs from the books; null: there is no such order */
  now?: number | null
  currency?: string
}
let world: World
let app: TestApp
let id: string
let books: Line[] = []
let bookings: object[] = []
/** the orders that it was asked for, and how its lists were asked for */
let asked: string[] = []
let since: (string | null)[] = []

beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world, { private_addresses_allowed: ['port.test:443', 'opera.test:443'] })
})
beforeEach(async () => {
  await world.pg.query('delete from trouble; delete from difference')
  await world.pg.query("update connection set state = 'disabled'")
  id = await connect(app, world, 'open', { settings: { address: HOUSE } })
  books = []
  bookings = []
  asked = []
  since = []
  app.logged.length = 0
  network.use(
    http.get(`${HOUSE}/acs/transactions`, ({ request }) => {
      since.push(new URL(request.url).searchParams.get('since'))
      const items = books.map(({ order, cents, currency = 'EUR' }, n) => {
        const line = { orderId: order, lineId: 'G', deltaCents: cents, netCents: cents, currency }
        return { id: `t${n}`, utcAt: NOW, ...line }
      })
      return HttpResponse.json({ items, next: 'end', more: false })
    }),
    http.get(`${HOUSE}/acs/bookings`, () => HttpResponse.json({ items: bookings, next: 'end', more: false })),
    http.get<{ order: string }>(`${HOUSE}/acs/orders/:order`, ({ params: { order } }) => {
      asked.push(order)
      const lines = books.filter((line) => line.order === order)
      const [first] = lines
      if (!first || first.now === null)
        return HttpResponse.json({ error: 'NOT_FOUND', errorMessage: 'no such order' }, { status: 404 })
      const { cents, now = cents, currency = 'EUR' } = first
      const { data } = JSON.parse(gave(order, { cents: now, currency })) as { data: object }
      return HttpResponse.json(data)
    }),
  )
})

const cents = async () =>
  (
    await world.pg.query<{ reference: string; cents: string }>(
      'select reference, cents from gift where connection_id = $1 order by reference',
      [id],
    )
  ).rows.map((row) => [row.reference, Number(row.cents)])
const cursor = async () =>
  (await world.pg.query<{ books_cursor: unknown }>('select books_cursor from connection where id = $1', [id]))
    .rows[0]?.books_cursor
const troubles = async () =>
  (
    await world.pg.query<{ kind: string; subject: string; message: string; todo: string }>(
      'select kind, subject, message, todo from trouble where resolved_at is null',
    )
  ).rows
const book = async (reference: string, amount: number) =>
  give({ ...world, connection_id: id }, observed({ ...world, connection_id: id }, reference, amount))
const ALL_WELL = { transactions: 'end', bookings: 'end' }

describe('a gift in the ticketing’s books', () => {
  test('that never reached us is booked from its order, converted, and nothing is left to tell', async () => {
    books = [{ order: 'LOST', cents: 900 }]
    const before = (await balancesOf(world))['available'] ?? 0
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 1, differences: 0 })
    expect(await cents()).toEqual([['LOST/G', 900]])
    expect(app.logged).toEqual([{ event: 'books_caught_up', about: { connection_id: id, gifts: 1 } }])
    expect((await balancesOf(world))['available']).toBeGreaterThan(before)
    expect([await troubles(), await cursor()]).toEqual([[], ALL_WELL])
  })

  test('that is booked as it stands, or that is nothing and never was, is not asked for', async () => {
    await book('KNOWN/G', 500)
    books = [
      { order: 'KNOWN', cents: 500 },
      { order: 'NOTHING', cents: 0 },
    ]
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 0, differences: 0 })
    expect([asked, app.logged]).toEqual([[], []])
  })

  test('counts as what its order says: the books do not know what a refund was for', async () => {
    books = [{ order: 'REFUNDED', cents: 700, now: 200 }]
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 1, differences: 0 })
    expect(await cents()).toEqual([['REFUNDED/G', 200]])
  })

  test('whose order is not there, or that cannot be booked, is shown until it is gone', async () => {
    books = [
      { order: 'GONE', cents: 300, now: null },
      { order: 'FRANCS', cents: 400, currency: 'CHF' },
      { order: 'FINE', cents: 600 },
    ]
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 3, differences: 2 })
    expect(asked).toEqual(['GONE', 'FRANCS', 'FINE'])
    expect(await cents()).toEqual([['FINE/G', 600]])
    const [trouble, ...others] = await troubles()
    expect(others).toEqual([])
    expect(trouble).toMatchObject({ kind: 'books', subject: id, message: expect.stringMatching(/^2 /) })

    await book('GONE/G', 300)
    await book('FRANCS/G', 400)
    books = []
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 0, differences: 0 })
    expect(await troubles()).toEqual([])
  })

  test('is asked for by its order once, however many of its lines are behind', async () => {
    books = [
      { order: 'TWO', cents: 300 },
      { order: 'OTHER', cents: 100 },
    ]
    network.use(
      http.get(`${HOUSE}/acs/transactions`, () => {
        const line = { utcAt: NOW, orderId: 'TWO', currency: 'EUR', deltaCents: 300, netCents: 300 }
        const items = ['G', 'H'].map((lineId) => ({ ...line, id: lineId, lineId }))
        return HttpResponse.json({ items, next: 'end', more: false })
      }),
    )
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 2, differences: 1 })
    expect(asked).toEqual(['TWO'])
  })
})

describe('what the books list twice', () => {
  const compare = async (listed: object) =>
    world.db.call('keep_books', {
      connection_id: id,
      gifts: [],
      bookings: [],
      cursor: null,
      now: NOW,
      ...listed,
    })
  const open = async () =>
    (await world.pg.query('select kind, reference, ours, theirs from difference where settled_at is null'))
      .rows

  test('is one gift, as it was told last', async () => {
    const twice = [200, 300].map((amount) => ({ reference: 'TWICE/G', cents: amount }))
    expect(await compare({ gifts: twice })).toEqual({ differences: 1 })
    expect(await open()).toEqual([{ kind: 'gift', reference: 'TWICE/G', ours: '0', theirs: '300' }])
    await book('TWICE/G', 300)
    expect(await compare({ gifts: twice })).toEqual({ differences: 0 })
  })

  test('is a booking that was made twice under one reference: all its seats count', async () => {
    await give(world, observed(world, 'SEATS', 8_000))
    const wished = wish((await invite(world, 6)).invitation_id, 2)
    await world.db.once(world.claim(world.relay), 'reserve', wished)
    const reservation_id = wished.id
    const { order: own } = await bookAndIssue(world, reservation_id, 2)
    const { rows } = await world.pg.query<{ reference: string }>(
      'select reference from attempt where reservation_id = $1',
      [reservation_id],
    )
    const reference = rows[0]?.reference
    const order = (name: string, seats: number) => ({ order: name, reference, reservation_id, seats })
    expect(await compare({ bookings: [order(own, 2), order('ORDER-2', 0)] })).toEqual({ differences: 0 })
    expect(await compare({ bookings: [order(own, 2), order('ORDER-2', 2)] })).toEqual({ differences: 1 })
    expect(await open()).toEqual([{ kind: 'booking', reference, ours: '2', theirs: '4' }])
    expect(await compare({ bookings: [order(own, 1), order('ORDER-2', 2)] })).toEqual({ differences: 1 })
    expect(await compare({ bookings: [order(own, 2)] })).toEqual({ differences: 0 })
  })
})

test('a night without news costs three round trips', async () => {
  await world.database.resetRoundTrips()
  await reconcile(app.ctx, id)
  expect(await world.database.roundTrips()).toBe(3)
})

test('books of many hundred gifts are compared with all of ours', async () => {
  const many = Array.from({ length: 1_001 }, (_, n) => ({ order: `M${n}`, cents: 100 + (n % 7) }))
  const here = { ...world, connection_id: id }
  await give(here, ...many.map(({ order, cents: amount }) => observed(here, `${order}/G`, amount)))
  books = many
  expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 0, differences: 0 })
  expect(asked).toEqual([])
})

describe('what was lost', () => {
  const lost = (count: number) => Array.from({ length: count }, (_, n) => ({ order: `L${n}`, cents: 100 }))

  test('is caught up with in one night, up to two hundred orders', async () => {
    books = lost(200)
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 200, differences: 0 })
    expect(await cursor()).toEqual(ALL_WELL)
  })

  test('beyond that waits for the next night, which is told all of it again', async () => {
    books = lost(201)
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 201, differences: 1 })
    expect([asked.length, await cursor()]).toEqual([200, null])
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 1, differences: 0 })
    expect([asked.length, await cursor(), since]).toEqual([201, ALL_WELL, [null, null]])
    books = []
    await reconcile(app.ctx, id)
    expect(since.at(-1)).toBe('end')
  })

  test('beyond what a slow ticketing answers in its time waits too, and what it has answered is booked', async () => {
    books = lost(10)
    let now_ms = Date.parse(NOW)
    network.use(
      http.get(`${HOUSE}/acs/orders/:order`, () => {
        now_ms += 19_000
      }),
    )
    const slow = { ...app.ctx, now: () => new Date(now_ms).toISOString() }
    expect(await reconcile(slow, id)).toEqual({ caught_up: 10, differences: 3 })
    expect([(await cents()).length, await cursor()]).toEqual([7, null])
    expect(await reconcile(slow, id)).toEqual({ caught_up: 3, differences: 0 })
    expect([(await cents()).length, await cursor(), await troubles()]).toEqual([10, ALL_WELL, []])
  })

  test('is told as it is when no order at all can be had', async () => {
    books = lost(2)
    network.use(http.get(`${HOUSE}/acs/orders/:order`, () => new HttpResponse('down', { status: 502 })))
    await expect(reconcile(app.ctx, id)).rejects.toThrow('502')
    expect(await cursor()).toBeNull()
  })
})

describe('a booking in the ticketing’s books', () => {
  const unit = (status: string) => ({
    uuid: `u-${status}-${Math.random()}`,
    resellerReference: null,
    supplierReference: null,
    unitId: 'invitation',
    status,
    utcRedeemedAt: null,
    ticket: null,
  })
  const booking = (...statuses: string[]) => ({
    id: 'b1',
    uuid: 'b1',
    testMode: false,
    resellerReference: 'nobody-asked',
    supplierReference: null,
    status: 'CONFIRMED',
    utcCreatedAt: NOW,
    utcUpdatedAt: NOW,
    utcExpiresAt: null,
    utcRedeemedAt: null,
    utcConfirmedAt: NOW,
    productId: 'p',
    optionId: 'o',
    availabilityId: null,
    cancellable: true,
    cancellation: null,
    freesale: false,
    notes: null,
    deliveryMethods: ['TICKET'],
    unitItems: statuses.map(unit),
    acsReservationId: 'nobody',
  })
  const shown = async () =>
    (await world.pg.query('select kind, reference, ours, theirs from difference where settled_at is null'))
      .rows

  test('that nobody asked for is shown with the seats that it still holds', async () => {
    bookings = [booking('CONFIRMED', 'REDEEMED', 'CANCELLED')]
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 0, differences: 1 })
    expect(await shown()).toEqual([{ kind: 'booking', reference: 'nobody-asked', ours: '0', theirs: '2' }])
  })

  test('is no matter once all its seats are cancelled', async () => {
    bookings = [booking('CANCELLED')]
    expect(await reconcile(app.ctx, id)).toEqual({ caught_up: 0, differences: 0 })
    expect(await shown()).toEqual([])
  })
})

describe('every night', () => {
  test('each enabled connection is compared; one that fails is shown, and keeps no other', async () => {
    const broken = await connect(app, world, 'open', { settings: { address: 'https://opera.test' } })
    const last = await connect(app, world, 'open', { settings: { address: HOUSE } })
    const off = await connect(app, world, 'open', { settings: { address: HOUSE }, state: 'disabled' })
    network.use(http.get('https://opera.test/*', () => new HttpResponse('down', { status: 502 })))
    await reconcileAll(app.ctx)
    const { rows } = await world.pg.query<{ id: string }>(
      'select id from connection where reconciled_at is not null and id = any($1)',
      [[id, broken, last, off]],
    )
    expect(rows.map((row) => row.id).toSorted()).toEqual([id, last].toSorted())
    expect(await troubles()).toEqual([
      {
        kind: 'books',
        subject: broken,
        message: expect.stringContaining('502'),
        todo: expect.stringContaining('again tomorrow'),
      },
    ])
  })

  test('one whose books have no end has two minutes, and comes last the night after', async () => {
    const endless = await connect(app, world, 'open', { settings: { address: 'https://opera.test' } })
    await world.pg.query('update connection set reconciled_at = $2 where id = $1', [id, NOW])
    let now_ms = Date.parse(NOW)
    const houses: string[] = []
    network.use(
      http.get('https://opera.test/acs/transactions', ({ request }) => {
        now_ms += 19_000
        houses.push(new URL(request.url).hostname)
        return HttpResponse.json({ items: [], next: `page-${now_ms}`, more: true })
      }),
    )
    const ctx = { ...app.ctx, now: () => new Date(now_ms).toISOString() }
    await reconcileAll(ctx)
    expect(now_ms - Date.parse(NOW)).toBe(7 * 19_000)
    expect([houses.length, since.length]).toEqual([7, 1])
    expect(await troubles()).toEqual([
      expect.objectContaining({ subject: endless, message: expect.stringContaining('too slowly') }),
    ])

    houses.length = 0
    network.use(
      http.get(`${HOUSE}/acs/transactions`, ({ request }) => {
        houses.push(new URL(request.url).hostname)
        return HttpResponse.json({ items: [], next: 'end', more: false })
      }),
    )
    await reconcileAll(ctx)
    expect(houses.slice(0, 2)).toEqual(['port.test', 'opera.test'])
  })

  test('one whose platform we no longer know is left alone', async () => {
    await world.pg.query("update connection set platform = 'minitel' where id = $1", [id])
    await reconcileAll(app.ctx)
    expect([await troubles(), since]).toEqual([[], []])
  })
})
