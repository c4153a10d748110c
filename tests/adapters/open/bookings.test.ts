import { describe, expect, it } from 'vitest'
import { PartnerBrokeContract, PartnerRejects } from '../../../adapters/contract/index.ts'
import { bookingOf, order, orderState } from '../../../adapters/open/orders.ts'
import { findBooking, reserve } from '../../../adapters/open/reserve.ts'
import { OctoBooking } from '../../../adapters/open/wire/booking.ts'
import { AcsOrder } from '../../../adapters/open/wire/acs.ts'
import { booking, played, refusal, unit } from './played.ts'

const REQUEST = {
  reference: 'ref-1',
  reservation_id: 'res-1',
  performance: 'p:o:a',
  allotment: null,
  seats: 2,
  access_needs: [],
} as const
const hold = (change: object = {}) => booking({ status: 'ON_HOLD', ...change })
const ours = (change: object = {}) => bookingOf(OctoBooking.parse(booking(change)))

describe('a booking at a partner', () => {
  it('is ours with its seats, each with when its guest came', () => {
    const unitItems = [
      unit('u-1'),
      unit('u-2', { status: 'REDEEMED', utcRedeemedAt: '2026-12-10T19:25:00Z' }),
      unit('u-3', { status: 'CANCELLED' }),
      unit('u-4', { status: 'EXPIRED' }),
    ]
    expect(ours({ unitItems })).toEqual({
      order: 'b-1',
      reference: 'ref-1',
      reservation_id: 'res-1',
      seats: [
        { position: 'u-1', status: 'valid', scanned_at: null },
        { position: 'u-2', status: 'valid', scanned_at: '2026-12-10T19:25:00.000Z' },
        { position: 'u-3', status: 'cancelled', scanned_at: null },
        { position: 'u-4', status: 'cancelled', scanned_at: null },
      ],
    })
  })

  it.each([
    ['CONFIRMED', true],
    ['REDEEMED', true],
    ['CANCELLED', true],
    ['ON_HOLD', false],
    ['EXPIRED', false],
    ['PENDING', false],
    ['REJECTED', false],
  ])('counts when it is or was booked: %s %s', (status, counts) => {
    expect(ours({ status }) !== null).toBe(counts)
  })

  it.each([
    { resellerReference: null },
    { resellerReference: '' },
    { acsReservationId: null },
    { acsReservationId: undefined },
  ])('is somebody else’s without our reference and reservation: %o', (change) => {
    expect(ours(change)).toBe(null)
  })
})

describe('an order', () => {
  it('is asked for by its id, whatever is in that', async () => {
    const { partner, calls } = played(() => ({ body: { id: 'A/1', gifts: [], booking: booking() } }))
    expect(await order(partner, 'A/1')).toMatchObject({ order: 'A/1', gifts: [], booking: { order: 'b-1' } })
    expect(calls).toMatchObject([{ path: 'acs/orders/A%2F1' }])
  })

  it('that the partner does not know is none', async () => {
    expect(await order(played(() => refusal('NOT_FOUND', 404)).partner, 'A')).toBe(null)
  })

  it.each([400, 409])('that is refused (%i) says so, with the partner’s words', async (status) => {
    const fault: unknown = await order(played(() => refusal('FORBIDDEN', status)).partner, 'A').catch(
      (cause: unknown) => cause,
    )
    expect(fault).toBeInstanceOf(PartnerRejects)
    expect(fault).toMatchObject({
      status,
      body: 'FORBIDDEN',
      message: expect.stringContaining('it says FORBIDDEN'),
    })
  })

  it('without a booking has none', () => {
    expect(orderState(AcsOrder.parse({ id: 'A', gifts: [], booking: null }))).toEqual({
      order: 'A',
      gifts: [],
      booking: null,
    })
  })
})

describe('seats', () => {
  it('are held for ten minutes under our reference, then confirmed without a mail to anyone', async () => {
    const { partner, calls } = played((_, nth) => ({ body: nth === 1 ? hold() : booking() }))
    const request = { ...REQUEST, allotment: { id: 'al-1' }, access_needs: ['step_free'] as const }
    expect(await reserve(partner, request)).toMatchObject({ outcome: 'confirmed', booking: { order: 'b-1' } })
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: 'bookings',
        body: {
          productId: 'p',
          optionId: 'o',
          availabilityId: 'a',
          resellerReference: 'ref-1',
          acsReservationId: 'res-1',
          acsAllotmentId: 'al-1',
          acsAccessNeeds: ['step_free'],
          expirationMinutes: 10,
          unitItems: [{ unitId: 'acs-invitation' }, { unitId: 'acs-invitation' }],
        },
      },
      {
        method: 'POST',
        path: 'bookings/b-1/confirm',
        body: { resellerReference: 'ref-1', emailReceipt: false },
      },
    ])
  })

  it.each(['', 'p:o', 'p:o:', 'p:o:a:b', 'p:o:%'])(
    'are not asked for where «%s» names nothing',
    async (performance) => {
      const { partner, calls } = played(() => ({ body: hold() }))
      expect(await reserve(partner, { ...REQUEST, performance })).toEqual({
        outcome: 'rejected',
        reason: expect.stringContaining('names no performance'),
      })
      expect(calls).toEqual([])
    },
  )

  it.each([1, 2])('are sold out, or refused, at call %i', async (call) => {
    const at = (error: string) =>
      played((_, nth) => (nth === call ? refusal(error) : { body: hold() })).partner
    expect(await reserve(at('SOLD_OUT'), REQUEST)).toEqual({ outcome: 'sold_out' })
    expect(await reserve(at('REFERENCE_IN_USE'), REQUEST)).toEqual({
      outcome: 'rejected',
      reason: 'REFERENCE_IN_USE: it says REFERENCE_IN_USE',
    })
  })

  it.each(['CONFIRMED', 'REDEEMED'])('that are %s already are not confirmed again', async (status) => {
    const { partner, calls } = played(() => ({ body: booking({ status }) }))
    expect(await reserve(partner, REQUEST)).toMatchObject({ outcome: 'confirmed' })
    expect(calls).toHaveLength(1)
  })

  it.each(['CANCELLED', 'EXPIRED', 'PENDING'])(
    'under a reference that is %s need a new one',
    async (status) => {
      const { partner, calls } = played(() => ({ body: booking({ status }) }))
      expect(await reserve(partner, REQUEST)).toEqual({
        outcome: 'rejected',
        reason: expect.stringContaining(`is ${status}`),
      })
      expect(calls).toHaveLength(1)
    },
  )

  it.each([
    ['another reference', { resellerReference: 'ref-2' }],
    ['another reservation', { acsReservationId: 'res-2' }],
    ['one seat too few', { unitItems: [unit('u-1')] }],
    ['one seat too many', { unitItems: [unit('u-1'), unit('u-2'), unit('u-3')] }],
    ['one seat twice', { unitItems: [unit('u-1'), unit('u-1')] }],
  ])('held under %s are not confirmed; confirmed so, they are not counted', async (_, change) => {
    for (const held of [hold(change), booking(change)]) {
      const { partner, calls } = played(() => ({ body: held }))
      await expect(reserve(partner, REQUEST)).rejects.toBeInstanceOf(PartnerBrokeContract)
      expect(calls).toHaveLength(1)
    }
    const late = played((__, nth) => ({ body: nth === 1 ? hold() : booking(change) }))
    await expect(reserve(late.partner, REQUEST)).rejects.toBeInstanceOf(PartnerBrokeContract)
  })
})

describe('an attempt whose answer was lost', () => {
  const find = async (...found: object[]) => {
    const { partner, calls } = played((_, nth) => ({
      body: nth === 1 ? found : booking({ status: 'CANCELLED' }),
    }))
    return { booking: await findBooking(partner, 'ref-1', 'res-1'), calls }
  }

  it('is looked for by our reference', async () => {
    const { booking: found, calls } = await find(booking())
    expect(found).toMatchObject({ order: 'b-1' })
    expect(calls.map(({ path }) => path)).toEqual(['bookings?resellerReference=ref-1'])
    const other = played(() => ({ body: [] }))
    await findBooking(other.partner, 'a&b', 'res-1')
    expect(other.calls[0]?.path).toBe('bookings?resellerReference=a%26b')
  })

  it('is the one of our reservation, among whatever comes back', async () => {
    const { booking: found } = await find(
      booking({ uuid: 'b-0', acsReservationId: 'res-0' }),
      booking({ uuid: 'b-9', resellerReference: 'ref-9' }),
      booking(),
    )
    expect(found).toMatchObject({ order: 'b-1' })
    expect((await find(booking({ acsReservationId: 'res-0' }))).booking).toBe(null)
    expect((await find(booking({ resellerReference: 'ref-9' }))).booking).toBe(null)
    expect((await find()).booking).toBe(null)
  })

  it('that is only held is given up, so that it can never be confirmed late', async () => {
    const { booking: found, calls } = await find(hold())
    expect(found).toBe(null)
    expect(calls.slice(1)).toMatchObject([{ method: 'POST', path: 'bookings/b-1/cancel' }])
  })

  it('that ended by itself is none, and is left alone', async () => {
    const { booking: found, calls } = await find(booking({ status: 'EXPIRED' }))
    expect([found, calls.length]).toEqual([null, 1])
  })
})
