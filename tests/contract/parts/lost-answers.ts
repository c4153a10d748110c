import { describe, expect, it } from 'vitest'
import { OutcomeUnknown, type Booking } from '../../../adapters/contract/index.ts'
import { attempt, booked, keepAside } from '../bookings.ts'
import type { Line } from '../harness.ts'
import { garblingWrites, losingAnswer, losingWrites } from '../network.ts'

const thrownBy = async (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => null,
    (fault: unknown) => fault,
  )

export function lostAnswers(line: Line): void {
  describe('answers that never come', () => {
    it('leave a reservation unknown, and looking it up tells the whole truth, whichever answer was lost', async (ctx) => {
      line.needs(ctx, 'reserve')
      const found: (Booking | null)[] = []
      for (let nth = 1; nth <= 5; nth += 1) {
        const performance = await line.venue.newPerformance({ seats: 3 })
        const request = attempt({ performance, seats: 2, allotment: await keepAside(line, performance, 3) })
        const before = await line.venue.count(performance)
        const lost = losingAnswer(nth)
        const fault = await thrownBy(line.through(lost.wrap).reserve(request))
        if (!lost.reached()) break
        expect(fault, `answer ${nth}`).toBeInstanceOf(OutcomeUnknown)
        const booking = await line.partner.findBooking(request.reference, request.reservation_id)
        found.push(booking)
        expect([undefined, 2]).toContain(booking?.seats.length)
        expect((await line.venue.count(performance)).sold).toBe(before.sold + (booking ? 2 : 0))
        // Null is final: nothing stays taken, and the next attempt can have every seat.
        const next = attempt({ ...request, seats: booking ? 1 : 3 })
        expect((await line.partner.reserve(next)).outcome).toBe('confirmed')
      }
      expect(found.filter((booking) => booking !== null).length).toBeGreaterThan(0)
    }, 60_000)

    it('are not taken for a booking when the call never arrived', async (ctx) => {
      line.needs(ctx, 'reserve')
      const performance = await line.venue.newPerformance({ seats: 2 })
      const request = attempt({ performance, seats: 1, allotment: await keepAside(line, performance, 2) })
      const fault = await thrownBy(line.through(losingWrites).reserve(request))
      expect(fault).toBeInstanceOf(OutcomeUnknown)
      expect(await line.partner.findBooking(request.reference, request.reservation_id)).toBe(null)
    })

    it('and answers that make no sense are the same to us', async (ctx) => {
      line.needs(ctx, 'reserve')
      for (const make of [
        () => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } }),
        () => new Response('oops', { status: 500 }),
      ]) {
        const performance = await line.venue.newPerformance({ seats: 2 })
        const request = attempt({ performance, seats: 1, allotment: await keepAside(line, performance, 2) })
        const fault = await thrownBy(line.through(garblingWrites(make)).reserve(request))
        expect(fault).toBeInstanceOf(OutcomeUnknown)
        const booking = await line.partner.findBooking(request.reference, request.reservation_id)
        expect((await line.venue.count(performance)).sold).toBe(booking ? 1 : 0)
      }
    })

    it('leave a cancellation unknown, which can be asked again', async (ctx) => {
      line.needs(ctx, 'reserve', 'cancel')
      const { booking } = await booked(line, { seats: 3, booked: 2 })
      const deaf = line.through(losingAnswer(1).wrap)
      const cancel = { order: booking.order, positions: null }
      expect(await thrownBy(deaf.cancel(cancel))).toBeInstanceOf(OutcomeUnknown)
      expect(['cancelled', 'already_cancelled']).toContain((await line.partner.cancel(cancel)).outcome)
      expect(await line.partner.cancel(cancel)).toEqual({ outcome: 'already_cancelled' })
    })
  })
}
