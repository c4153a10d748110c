import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  cancelBooking,
  confirmBooking,
  extendBooking,
  getBooking,
  getBookings,
  postBooking,
} from '../../wire/routes-octo.ts'
import { bookingRow, findByReference } from '../booking-rows.ts'
import { bookingOf } from '../booking-wire.ts'
import { cancel } from '../cancel.ts'
import { confirm, extend } from '../confirm.ts'
import { hold } from '../hold.ts'
import { change, found, type House, Refused } from '../house.ts'
import { unitRow } from '../door.ts'
import { ticketPdf } from '../ticket-pdf.ts'

/** Booking on hold, confirm, extend, cancel; found again by reference; its tickets. */
export function bookingRoutes(api: OpenAPIHono, house: House): void {
  api.openapi(postBooking, (c) => c.json(hold(house, c.req.valid('json')), 200))

  api.openapi(getBookings, (c) => {
    const { resellerReference } = c.req.valid('query')
    const known = change(house, () => {
      const order = findByReference(house, resellerReference)
      return order ? [bookingOf(house, order)] : []
    })
    return c.json(known, 200)
  })

  api.openapi(getBooking, (c) => {
    const { uuid } = c.req.valid('param')
    return c.json(
      change(house, () => bookingOf(house, bookingRow(house, uuid))),
      200,
    )
  })

  api.openapi(confirmBooking, (c) => c.json(confirm(house, c.req.valid('param').uuid), 200))

  api.openapi(extendBooking, (c) => {
    const { expirationMinutes } = c.req.valid('json')
    return c.json(extend(house, c.req.valid('param').uuid, expirationMinutes), 200)
  })

  api.openapi(cancelBooking, (c) => {
    const { acsUnitItemUuids } = c.req.valid('json')
    return c.json(cancel(house, c.req.valid('param').uuid, acsUnitItemUuids), 200)
  })

  api.get('/acs/tickets/:file', async (c) => {
    const unit = unitRow(house, c.req.param('file').replace(/\.pdf$/, ''))
    bookingRow(house, unit.order_id)
    if (unit.status !== 'valid') throw new Refused(404, 'NOT_FOUND', 'This ticket is not valid any more.')
    const code = found(unit.code ?? undefined, 'This ticket')
    return c.body(await ticketPdf(house, [code]), 200, { 'content-type': 'application/pdf' })
  })
}
