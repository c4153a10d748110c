import { describe, expect, it } from 'vitest'
import type { Attendance, Json, Scan } from '../../../adapters/contract/index.ts'
import { booked, only } from '../bookings.ts'
import type { Line } from '../harness.ts'
import { lookAtOrder, looksOf } from '../looks.ts'

const ofOrder = ({ scans }: Attendance, order: string): Scan[] => scans.filter((scan) => scan.order === order)

export function attendance(line: Line): void {
  describe('attendance', () => {
    it('says nobody came before the door opens', async (ctx) => {
      line.needs(ctx, 'reserve', 'attendance')
      const { performance, booking } = await booked(line, { seats: 2, booked: 1 })
      const nobody = await line.partner.attendance(performance, null)
      expect(ofOrder(nobody, booking.order).filter((scan) => scan.scanned_at !== null)).toEqual([])
    })

    it('says who came, seat by seat, and a late scan comes with the cursor', async (ctx) => {
      line.needs(ctx, 'reserve', 'attendance')
      const { performance, booking } = await booked(line, { seats: 3, booked: 3 })
      const [first, second] = [only(booking.seats), only(booking.seats, 1)]
      const { order } = booking
      const attend = async (cursor: Json) => line.partner.attendance(performance, cursor)

      const hooks = await line.harness.hooksAfter(async () =>
        line.venue.scanAtDoor({ performance, order, position: first.position }),
      )
      expect(lookAtOrder(looksOf(line, hooks), order)).toBe(true)
      const evening = await attend(null)
      const [scan] = ofOrder(evening, order)
      expect(ofOrder(evening, order).map(({ position }) => position)).toEqual([first.position])
      expect(scan?.scanned_at).toBe(new Date(scan?.scanned_at ?? '').toISOString())

      await line.venue.scanAtDoor({ performance, order, position: second.position })
      const late = ofOrder(await attend(evening.cursor), order)
      expect(late.map(({ position }) => position)).toContain(second.position)

      const state = await line.partner.order(order)
      const came = (state?.booking?.seats ?? []).filter((seat) => seat.scanned_at !== null)
      expect(came.map(({ position }) => position).toSorted()).toEqual(
        [first.position, second.position].toSorted(),
      )
      const seen = state?.booking?.seats.find(({ position }) => position === first.position)
      expect(seen?.scanned_at).toBe(scan?.scanned_at)
    })
  })
}
