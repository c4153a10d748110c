import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { Webhook } from 'standardwebhooks'
import { openDatabase } from '../../../adapters/open/box-office/database.ts'
import type { House } from '../../../adapters/open/box-office/house.ts'
import { announce } from '../../../adapters/open/box-office/performances.ts'
import { addShow } from '../../../adapters/open/box-office/seed.ts'
import { startBoxOffice } from '../../../adapters/open/box-office/server.ts'
import { freePort } from '../../../src/local/ports.ts'
import { ask, json } from './http.ts'
import type { TheirBooking, TheirGift, TheirPerformance, Venue } from './house.ts'

export interface BoxOfficeOptions {
  name: string
  folder: string
  token: string
  /** the address that it is reached at, through the partner side */
  url: string
  now_ms: () => number
  /** what it plays: after so many hours from now, so many places */
  evenings: { in_hours: number; places: number }[]
}

const TABLES =
  'carts door journal lines orders outbox performances places shows step units webhook sqlite_sequence'.split(
    ' ',
  )

/** The demonstration box office with a small season of its own; its books are read straight from its file. */
export async function openBoxOffice(options: BoxOfficeOptions): Promise<Venue> {
  const { name, folder, token, url, evenings } = options
  const venue = { skew_ms: 0 }
  const now = () => new Date(options.now_ms() + venue.skew_ms)
  playSeason(folder, now, evenings)
  const port = await freePort()
  const office = await startBoxOffice({ port, folder, token, url, now, faults: true })
  const books = new DatabaseSync(`${folder}/box-office.sqlite`, { enableForeignKeyConstraints: false })
  books.exec('pragma busy_timeout = 5000')
  const rows = <Row>(sql: string): Row[] => books.prepare(sql).all() as Row[]

  const own_url = `http://127.0.0.1:${port}`
  const secret = () => rows<{ secret: string }>('select secret from webhook')[0]!.secret
  async function act(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const headers = { ...json(200, {}).headers, authorization: `Bearer ${token}` }
    const asked = { method, headers, body: body === undefined ? '' : JSON.stringify(body) }
    const said = await ask(`${own_url}${path}`, asked)
    const text = said.body.toString()
    if (said.status >= 300) throw new Error(`${method} ${path} answered ${said.status}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
  return {
    name,
    url,
    own_url,
    get skew_ms() {
      return venue.skew_ms
    },
    set skew_ms(skew_ms) {
      venue.skew_ms = skew_ms
    },
    give: async (cents) => String((await act('POST', '/acs/sandbox/purchases', { cents }))['orderId']),
    change: async (order, cents) => void (await act('PATCH', `/acs/sandbox/purchases/${order}`, { cents })),
    cancel: async (order) => void (await act('POST', `/acs/sandbox/orders/${order}/cancel`)),
    cancelBooking: async (order, positions) =>
      void (await act('POST', `/bookings/${order}/cancel`, positions ? { acsUnitItemUuids: positions } : {})),
    cancelPerformance: async (id) =>
      void (await act('PATCH', `/acs/sandbox/performances/${id}`, { acsStatus: 'CANCELLED' })),
    movePerformance: async (id, to_ms) => {
      const localDateTimeStart = new Date(to_ms).toISOString()
      await act('PATCH', `/acs/sandbox/performances/${id}`, { localDateTimeStart })
    },
    sell: async (id, units) => void (await act('POST', '/acs/sandbox/sales', { availabilityId: id, units })),
    scan: async (position) => void (await act('POST', '/acs/sandbox/scans', { unitItemUuid: position })),
    undoScan: async (position) =>
      void (await act('POST', '/acs/sandbox/scans', { unitItemUuid: position, undo: true })),

    gifts: () =>
      rows<TheirGift>(
        "select order_id || '/' || id as reference, paid_cents as cents from lines where kind = 'gift'",
      ),
    bookings: () => bookingsOf(rows),
    performances: () =>
      rows<TheirPerformance>(
        `select id, starts_at, status = 'cancelled' as cancelled,
           (select sum(kept_aside) from places where performance_id = performances.id) as kept_aside from performances`,
      ),
    hookUrl: () => rows<{ url: string }>('select url from webhook')[0]?.url ?? null,
    secret,
    sign(id, body, with_secret = secret()) {
      const at = now()
      return {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(with_secret).sign(id, at, body),
      }
    },
    next_ms() {
      const [next] = rows<{ at_ms: number | null }>('select min(next_ms) as at_ms from outbox')
      return typeof next?.at_ms === 'number' ? next.at_ms - venue.skew_ms : null
    },
    // any call lets its postman look at what is due
    wake: async () => void (await act('GET', '/bookings?resellerReference=nobody')),
    settled: office.settled,
    remember() {
      books.exec(`attach '${folder}/remembered-${randomUUID()}.sqlite' as remembered`)
      for (const table of TABLES)
        books.exec(`create table remembered.kept_${table} as select * from main.${table}`)
    },
    async reset() {
      await office.settled()
      venue.skew_ms = 0
      books.exec('begin immediate')
      for (const table of TABLES) {
        books.exec(
          `delete from main.${table}; insert into main.${table} select * from remembered.kept_${table}`,
        )
      }
      books.exec('commit')
    },
    async stop() {
      books.close()
      await office.stop()
    },
  }
}

function playSeason(folder: string, now: () => Date, evenings: BoxOfficeOptions['evenings']): void {
  const db = openDatabase(folder)
  const house = { db, now, wake: () => undefined } as unknown as House
  addShow(house, 'le-phare', { title: 'Le Phare', about: '' }, { title: 'The Lighthouse', about: '' })
  for (const [n, { in_hours, places }] of evenings.entries()) {
    announce(house, {
      id: `soir-${n + 1}`,
      show_id: 'le-phare',
      starts_at: new Date(now().getTime() + in_hours * 3_600_000).toISOString(),
      minutes: 90,
      price_cents: 2_000,
      rows: [places],
      numbered: n % 2 === 1,
    })
  }
  db.close()
}

function bookingsOf(rows: <Row>(sql: string) => Row[]): TheirBooking[] {
  const units = Map.groupBy(
    rows<{ order_id: string; id: string; status: string; redeemed_at: string | null }>(
      `select u.order_id, u.id, u.status, u.redeemed_at from units u join orders o on o.id = u.order_id where o.kind = 'booking'`,
    ),
    ({ order_id }) => order_id,
  )
  const orders = rows<Omit<TheirBooking, 'seats'>>(
    `select id as "order", reseller_reference as reference, reservation_id, performance_id as performance, status
       from orders where kind = 'booking' order by rowid`,
  )
  return orders.map((order) => ({
    ...order,
    seats: (units.get(order.order) ?? []).map(({ id, status, redeemed_at }) => ({
      position: id,
      valid: status === 'valid',
      scanned: redeemed_at !== null,
    })),
  }))
}
