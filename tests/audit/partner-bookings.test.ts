import { expect, test } from 'vitest'
import type { Booking } from '../../adapters/contract/index.ts'
import { compareBookings, type OurBooking } from '../../src/audit/partner-bookings.ts'

// Our reservation R, its attempt A and order O of the seats 1 and 2; each test changes one side.

const ours: OurBooking = {
  reservation_id: 'R',
  reference: 'A',
  state: 'confirmed',
  order: 'O',
  promised: ['1', '2'],
  returning: [],
}
const seatsOf = (...positions: string[]): Booking['seats'] =>
  positions.map((position) => ({
    position,
    label: null,
    ticket_type: null,
    status: 'valid',
    scanned_at: null,
  }))
const theirs: Booking = { order: 'O', reference: 'A', reservation_id: 'R', seats: seatsOf('1', '2') }
const compared = (our: Partial<OurBooking>, their: Partial<Booking> | null = {}) =>
  compareBookings('partner', [{ ...ours, ...our }], their ? [{ ...theirs, ...their }] : []).map(
    ({ kind, place, ours: here, theirs: there }) => [kind, place, here, there],
  )

test('an order is ours by its reference, and is then the order of that reservation', () => {
  expect(compared({})).toEqual([])
  expect(compared({}, { order: 'another' })).toEqual([['booking_not_here', 'another', null, '2']])
  expect(compared({}, { reservation_id: 'another' })).toEqual([['booking_not_here', 'O', null, '2']])
})

test('an order has every seat that is promised and no seat that was never ours; one on its way back may be there or not', () => {
  expect(compared({}, { seats: seatsOf('1') })).toEqual([['booking_differs', 'O', '2', '1']])
  expect(compared({}, { seats: seatsOf('1', '2', '3') })).toEqual([['booking_differs', 'O', '2', '3']])
  const returning = { promised: ['1'], returning: ['2'] }
  expect(compared(returning)).toEqual([])
  expect(compared(returning, { seats: seatsOf('1') })).toEqual([])
})

test('only an attempt that was confirmed, of seats that are still promised, has to be there', () => {
  expect(compared({}, null)).toEqual([['booking_not_there', 'O', '2', null]])
  expect(compared({ order: null }, null)).toEqual([['booking_not_there', 'A', '2', null]])
  for (const state of ['started', 'refused', 'absent'] as const) expect(compared({ state }, null)).toEqual([])
  expect(compared({ promised: [] }, null)).toEqual([])
})
