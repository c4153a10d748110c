import { describe, expect, it } from 'vitest'
import { booked, only, reserve } from '../bookings.ts'
import type { Line } from '../harness.ts'

export function cancelling(line: Line): void {
  describe('cancelling', () => {
    it('takes back one seat and leaves the others', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const { performance, booking } = await booked(line, { seats: 4, booked: 3 })
      const first = only(booking.seats)
      const one = { order: booking.order, positions: [first.position] }
      expect(await line.partner.cancel(one)).toEqual({ outcome: 'cancelled' })
      const state = await line.partner.order(booking.order)
      expect(state?.booking?.seats).toHaveLength(3)
      for (const seat of state?.booking?.seats ?? []) {
        expect(seat.status).toBe(seat.position === first.position ? 'cancelled' : 'valid')
      }
      expect((await line.venue.count(performance)).sold).toBe(2)
      expect(await line.partner.cancel(one)).toEqual({ outcome: 'already_cancelled' })
      expect((await line.venue.count(performance)).sold).toBe(2)
    })

    it('takes back the rest, or the whole, once', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const { performance, booking } = await booked(line, { seats: 4, booked: 3 })
      const positions = booking.seats.slice(0, 1).map((seat) => seat.position)
      await line.partner.cancel({ order: booking.order, positions })
      const whole = { order: booking.order, positions: null }
      expect(await line.partner.cancel(whole)).toEqual({ outcome: 'cancelled' })
      expect(await line.partner.cancel(whole)).toEqual({ outcome: 'already_cancelled' })
      const state = await line.partner.order(booking.order)
      expect(state?.booking?.seats.map((seat) => seat.status)).toEqual([
        'cancelled',
        'cancelled',
        'cancelled',
      ])
      expect((await line.venue.count(performance)).sold).toBe(0)
    })

    it('the last seat of a booking leaves nothing valid', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const { performance, booking } = await booked(line, { seats: 2, booked: 1 })
      const positions = booking.seats.map((seat) => seat.position)
      expect(await line.partner.cancel({ order: booking.order, positions })).toEqual({ outcome: 'cancelled' })
      expect(await line.partner.cancel({ order: booking.order, positions: null })).toEqual({
        outcome: 'already_cancelled',
      })
      expect((await line.venue.count(performance)).sold).toBe(0)
    })

    it('frees the seats for another reservation', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const { request, booking } = await booked(line, { seats: 2, booked: 2 })
      expect(await reserve(line, request)).toEqual({ outcome: 'sold_out' })
      await line.partner.cancel({ order: booking.order, positions: null })
      expect((await reserve(line, request)).outcome).toBe('confirmed')
    })

    it('tells what it is not allowed to do as a value', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const unknown = await line.partner.cancel({ order: 'ZZZZ9', positions: null })
      expect(unknown.outcome).toBe('refused')
      const { booking, performance } = await booked(line, { seats: 2, booked: 1 })
      const foreign = await line.partner.cancel({ order: booking.order, positions: ['9999999'] })
      expect(foreign.outcome).toBe('refused')
      expect((await line.venue.count(performance)).sold).toBe(1)
    })

    it('by the venue itself is seen when the order is fetched', async (ctx) => {
      line.needs(ctx, 'reserve')
      const { booking } = await booked(line, { seats: 2, booked: 2 })
      await line.venue.cancelOrder(booking.order)
      const state = await line.partner.order(booking.order)
      expect(state?.booking?.seats.map((seat) => seat.status)).toEqual(['cancelled', 'cancelled'])
    })
  })
}
