import type { OpenAPIHono } from '@hono/zod-openapi'
import { getAcsBookings, getGifts, getOrder, getScans, getTransactions } from '../../wire/routes-acs.ts'
import { bookingOf } from '../booking-wire.ts'
import { all } from '../database.ts'
import { change, CURRENCY, found, type House, Refused } from '../house.ts'
import { acsOrder, giftOf, orderRow } from '../orders.ts'
import type { LineRow, OrderRow, UnitRow } from '../rows.ts'

const LIMIT = 100

/** What changed since a cursor. The cursor is a number of the journal; what is listed is as it is now. */
export function listingRoutes(api: OpenAPIHono, house: House): void {
  const page = <Row>(
    { since, limit = LIMIT }: { since?: string | undefined; limit?: number | undefined },
    rows: (after: number, at_most: number) => Row[],
    seq: (row: Row) => number,
  ) => {
    const after = Number(since ?? '0')
    if (!Number.isSafeInteger(after) || after < 0) {
      throw new Refused(400, 'BAD_REQUEST', `${since} is no cursor of this list.`)
    }
    const some = rows(after, limit + 1)
    const items = some.slice(0, limit)
    const last = items.at(-1)
    return { items, next: String(last === undefined ? after : seq(last)), more: some.length > limit }
  }

  api.openapi(getOrder, (c) => {
    const { id } = c.req.valid('param')
    const state = change(house, () => acsOrder(house, found(orderRow(house, id), `The order ${id}`)))
    return c.json(state, 200)
  })

  api.openapi(getGifts, (c) => {
    const { items, ...rest } = page<LineRow>(
      c.req.valid('query'),
      (after, limit) =>
        all(
          house.db,
          "select * from lines where kind = 'gift' and changed_seq > ? order by changed_seq limit ?",
          after,
          limit,
        ),
      (line) => line.changed_seq,
    )
    return c.json({ items: items.map(giftOf), ...rest }, 200)
  })

  api.openapi(getAcsBookings, (c) => {
    const { items, ...rest } = page<OrderRow>(
      c.req.valid('query'),
      (after, limit) =>
        all(
          house.db,
          "select * from orders where kind = 'booking' and changed_seq > ? order by changed_seq limit ?",
          after,
          limit,
        ),
      (order) => order.changed_seq,
    )
    return c.json({ items: items.map((order) => bookingOf(house, order)), ...rest }, 200)
  })

  api.openapi(getScans, (c) => {
    const { availabilityId, ...query } = c.req.valid('query')
    const { items, ...rest } = page<UnitRow & { scan_seq: number }>(
      query,
      (after, limit) =>
        all(
          house.db,
          `select u.* from units u join orders o on o.id = u.order_id
           where o.kind = 'booking' and u.performance_id = ? and u.scan_seq > ? order by u.scan_seq limit ?`,
          availabilityId,
          after,
          limit,
        ),
      (unit) => unit.scan_seq,
    )
    const scans = items.map((unit) => ({
      orderId: unit.order_id,
      unitItemUuid: unit.id,
      availabilityId,
      utcRedeemedAt: unit.redeemed_at,
    }))
    return c.json({ items: scans, ...rest }, 200)
  })

  api.openapi(getTransactions, (c) => {
    const { items, ...rest } = page<Transaction>(
      c.req.valid('query'),
      (after, limit) =>
        all(
          house.db,
          "select * from journal where kind = 'gift' and seq > ? order by seq limit ?",
          after,
          limit,
        ),
      (entry) => entry.seq,
    )
    return c.json({ items: items.map(transactionOf), ...rest }, 200)
  })
}

interface Transaction {
  seq: number
  at: string
  order_id: string
  line_id: string
  delta_cents: number
  net_cents: number
}

const transactionOf = (entry: Transaction) => ({
  id: String(entry.seq),
  utcAt: entry.at,
  orderId: entry.order_id,
  lineId: entry.line_id,
  deltaCents: entry.delta_cents,
  netCents: entry.net_cents,
  currency: CURRENCY,
})
