import { describe, expect, it } from 'vitest'
import { ACCESS_NEEDS } from '../../../adapters/contract/index.ts'
import { attempt, booked, keepAside, reserve } from '../bookings.ts'
import type { Line } from '../harness.ts'

export function reserving(line: Line): void {
  describe('reservations', () => {
    it('book exactly so many seats under our reference, and can be found and fetched again', async (ctx) => {
      line.needs(ctx, 'reserve')
      const { performance, request, booking } = await booked(line, { seats: 6, booked: 4 })
      expect(booking).toMatchObject({ reference: request.reference, reservation_id: request.reservation_id })
      expect(booking.seats).toHaveLength(4)
      expect(new Set(booking.seats.map(({ position }) => position)).size).toBe(4)
      for (const seat of booking.seats) expect(seat).toMatchObject({ status: 'valid', scanned_at: null })
      expect((await line.venue.count(performance)).sold).toBe(4)
      expect(await line.partner.findBooking(request.reference, request.reservation_id)).toEqual(booking)
      expect(await line.partner.order(booking.order)).toEqual({
        order: booking.order,
        gifts: [],
        booking,
      })
    })

    it('carry access needs without refusing the booking', async (ctx) => {
      line.needs(ctx, 'reserve')
      const performance = await line.venue.newPerformance({ seats: 2 })
      const request = attempt({ performance, seats: 1, allotment: await keepAside(line, performance, 2) })
      const reserved = await line.partner.reserve({ ...request, access_needs: ACCESS_NEEDS })
      expect(reserved.outcome).toBe('confirmed')
    })

    it('answer sold out as a value, all or nothing', async (ctx) => {
      line.needs(ctx, 'reserve')
      const performance = await line.venue.newPerformance({ seats: 4 })
      const allotment = await keepAside(line, performance, 2)
      if (line.harness.adapter.capabilities.allot) await line.venue.fillPerformance(performance)
      const before = await line.venue.count(performance)
      expect(await reserve(line, { performance, seats: 5, allotment })).toEqual({ outcome: 'sold_out' })
      expect(await line.venue.count(performance)).toEqual(before)
    })

    it('do not book twice under one reference', async (ctx) => {
      line.needs(ctx, 'reserve')
      const { performance, request, booking } = await booked(line, { seats: 6, booked: 2 })
      const again = await line.partner.reserve(request)
      expect(again.outcome).toMatch(/^(confirmed|rejected)$/)
      expect(again).toEqual(again.outcome === 'confirmed' ? { outcome: 'confirmed', booking } : again)
      const stranger = await line.partner.reserve({ ...request, reservation_id: crypto.randomUUID() })
      expect(stranger.outcome).toBe('rejected')
      expect((await line.venue.count(performance)).sold).toBe(2)
    })

    it('that ask at the same time never get more than there is', async (ctx) => {
      line.needs(ctx, 'reserve')
      const performance = await line.venue.newPerformance({ seats: 4 })
      const allotment = await keepAside(line, performance, 4)
      const requests = [1, 2, 3].map(() => attempt({ performance, seats: 2, allotment }))
      await Promise.allSettled(requests.map(async (request) => line.partner.reserve(request)))
      const found = await Promise.all(
        requests.map(async (request) => line.partner.findBooking(request.reference, request.reservation_id)),
      )
      const seats = found.reduce((sum, booking) => sum + (booking?.seats.length ?? 0), 0)
      expect(seats).toBeGreaterThan(0)
      expect(seats).toBeLessThanOrEqual(4)
      expect((await line.venue.count(performance)).sold).toBe(seats)
    })

    it('are refused for a performance that is unknown', async (ctx) => {
      line.needs(ctx, 'reserve')
      const reserved = await line.partner.reserve(
        attempt({ performance: '99999999', seats: 1, allotment: null }),
      )
      expect(reserved.outcome).toBe('rejected')
    })

    it('are found by reference only with the right reservation', async (ctx) => {
      line.needs(ctx, 'reserve')
      const { request } = await booked(line, { seats: 2, booked: 1 })
      const find: typeof line.partner.findBooking = async (...asked) => line.partner.findBooking(...asked)
      expect(await find(request.reference, crypto.randomUUID())).toBe(null)
      expect(await find(`${crypto.randomUUID()}-1`, request.reservation_id)).toBe(null)
    })
  })
}
