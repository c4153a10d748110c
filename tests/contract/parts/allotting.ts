import { describe, expect, it } from 'vitest'
import { type Json, OutcomeUnknown } from '../../../adapters/contract/index.ts'
import { allot, reserve } from '../bookings.ts'
import type { Line } from '../harness.ts'
import { losingAnswer } from '../network.ts'

export function allotting(line: Line): void {
  describe('allotments', () => {
    it('keep seats away from the public; they grow, shrink and are given back', async (ctx) => {
      line.needs(ctx, 'allot')
      const performance = await line.venue.newPerformance({ seats: 10 })
      let allotment: Json = null
      for (const seats of [4, 4, 6, 2, 0, 3]) {
        const allotted = await allot(line, { performance, seats, allotment })
        expect(allotted.seats).toBe(seats)
        expect(await line.venue.count(performance)).toEqual({ sold: 0, free: 10 - seats })
        allotment = allotted.allotment
      }
    })

    it('are refused as a value when the house has not enough, and what was kept stays', async (ctx) => {
      line.needs(ctx, 'allot')
      const performance = await line.venue.newPerformance({ seats: 5 })
      const { allotment } = await allot(line, { performance, seats: 2, allotment: null })
      await line.venue.fillPerformance(performance)
      const more = await line.partner.allot({ performance, seats: 3, allotment })
      expect([null, 0].map((seats_free) => ({ outcome: 'not_enough_seats', seats_free }))).toContainEqual(
        more,
      )
      expect(await line.venue.count(performance)).toEqual({ sold: 3, free: 0 })
      expect((await reserve(line, { performance, seats: 2, allotment })).outcome).toBe('confirmed')
    })

    it('count the seats already booked from them, and never take those back', async (ctx) => {
      line.needs(ctx, 'allot', 'reserve')
      const performance = await line.venue.newPerformance({ seats: 10 })
      const five = await allot(line, { performance, seats: 5, allotment: null })
      await reserve(line, { performance, seats: 2, allotment: five.allotment })
      expect(await line.venue.count(performance)).toEqual({ sold: 2, free: 5 })
      const none = await allot(line, { performance, seats: 0, allotment: five.allotment })
      expect(none.seats).toBe(2)
      expect(await line.venue.count(performance)).toEqual({ sold: 2, free: 8 })
    })

    it('keep the seats aside once when the first answer was lost', async (ctx) => {
      line.needs(ctx, 'allot')
      const performance = await line.venue.newPerformance({ seats: 8 })
      const deaf = line.through(losingAnswer(1).wrap)
      const request = { performance, seats: 3, allotment: null }
      await expect(deaf.allot(request)).rejects.toBeInstanceOf(OutcomeUnknown)
      expect((await allot(line, request)).seats).toBe(3)
      expect(await line.venue.count(performance)).toEqual({ sold: 0, free: 5 })
    })
  })
}
