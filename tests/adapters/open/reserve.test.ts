import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  OutcomeUnknown,
  PartnerBrokeContract,
  RetryLater,
  type ReserveRequest,
} from '../../../adapters/contract/index.ts'
import type { Fetch } from '../../contract/harness.ts'
import { losingAnswer } from '../../contract/network.ts'
import { freshBoxOffice, openOn, venueOf } from './harness.ts'

describe('hold, then confirm', () => {
  let now_ms = Date.now()
  let box: Awaited<ReturnType<typeof freshBoxOffice>>
  beforeAll(async () => {
    box = await freshBoxOffice({ now: () => new Date(now_ms) })
  })
  beforeEach(async () => box.call('PUT', '/acs/_test/faults', {}))
  afterAll(async () => box.stop())

  const faults = async (plan: object) => box.call('PUT', '/acs/_test/faults', plan)
  const attempt = async (seats: number, places = 6): Promise<ReserveRequest> => {
    const reservation_id = crypto.randomUUID()
    const performance = await venueOf(box).newPerformance({ seats: places })
    const reference = `${reservation_id}-1`
    return { reference, reservation_id, performance, allotment: null, seats, access_needs: [] }
  }

  it('gives up the hold whose answer was lost, so that its places are free at once', async () => {
    const request = await attempt(4)
    const partner = openOn(box.url, losingAnswer(1).wrap)
    await expect(partner.reserve?.(request)).rejects.toBeInstanceOf(OutcomeUnknown)
    expect((await venueOf(box).count(request.performance)).free).toBe(2)
    expect(await openOn(box.url).findBooking?.(request.reference, request.reservation_id)).toBe(null)
    expect((await venueOf(box).count(request.performance)).free).toBe(6)
  })

  it('goes on from a hold that is there when the call is repeated', async () => {
    const request = await attempt(4)
    await expect(openOn(box.url, losingAnswer(1).wrap).reserve?.(request)).rejects.toBeInstanceOf(
      OutcomeUnknown,
    )
    const again = await openOn(box.url).reserve?.(request)
    expect(again).toMatchObject({ outcome: 'confirmed', booking: { reference: request.reference } })
    expect(await venueOf(box).count(request.performance)).toEqual({ sold: 4, free: 2 })
  })

  it('lets a hold end by itself: never booked, and its reference is used up', async () => {
    const request = await attempt(4)
    await expect(openOn(box.url, losingAnswer(1).wrap).reserve?.(request)).rejects.toBeInstanceOf(
      OutcomeUnknown,
    )
    now_ms += 11 * 60_000
    expect(await venueOf(box).count(request.performance)).toEqual({ sold: 0, free: 6 })
    const partner = openOn(box.url)
    expect(await partner.findBooking?.(request.reference, request.reservation_id)).toBe(null)
    expect(await partner.reserve?.(request)).toEqual({
      outcome: 'rejected',
      reason: expect.stringContaining('new reference'),
    })
  })

  it('asks later when the partner asks for patience before the hold, and takes nothing', async () => {
    const request = await attempt(1)
    await faults({ answer: { status: 429, times: 1, retry_after_s: 3 } })
    const fault = await openOn(box.url)
      .reserve?.(request)
      .catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(RetryLater)
    expect(fault).toMatchObject({ after_ms: 3_000 })
    expect((await venueOf(box).count(request.performance)).free).toBe(6)
  })

  it('does not confirm a hold of another size than was asked for', async () => {
    const request = await attempt(3)
    await faults({ broken: ['one_unit_too_few'] })
    await expect(openOn(box.url).reserve?.(request)).rejects.toBeInstanceOf(PartnerBrokeContract)
    await faults({})
    expect((await venueOf(box).count(request.performance)).sold).toBe(0)
  })

  it('takes a slow answer for none, and finds the booking afterwards', async () => {
    const request = await attempt(2)
    const impatient =
      (real: Fetch): Fetch =>
      async (input, init) =>
        (input instanceof Request ? input.url : input.toString()).includes('/confirm')
          ? real(input, init).then(() => {
              throw new DOMException('The operation timed out', 'TimeoutError')
            })
          : real(input, init)
    await expect(openOn(box.url, impatient).reserve?.(request)).rejects.toBeInstanceOf(OutcomeUnknown)
    const found = await openOn(box.url).findBooking?.(request.reference, request.reservation_id)
    expect(found?.seats).toHaveLength(2)
  })

  it('hands out tickets only when all of them are made, and only PDFs', async () => {
    const request = await attempt(2)
    const partner = openOn(box.url)
    const reserved = await partner.reserve?.(request)
    if (reserved?.outcome !== 'confirmed') throw new Error('not booked')
    await faults({ tickets_not_ready: 2 })
    const { order } = reserved.booking
    const outcomes = []
    for (let turn = 0; turn < 3; turn += 1) outcomes.push((await partner.tickets?.(order))?.outcome)
    expect(outcomes).toEqual(['not_ready', 'not_ready', 'ready'])
    await faults({ broken: ['ticket_is_no_pdf'] })
    await expect(partner.tickets?.(order)).rejects.toBeInstanceOf(PartnerBrokeContract)
  })

  it('refuses to take back a seat whose guest came', async () => {
    const request = await attempt(2)
    const partner = openOn(box.url)
    const reserved = await partner.reserve?.(request)
    if (reserved?.outcome !== 'confirmed') throw new Error('not booked')
    const { order, seats } = reserved.booking
    const [came] = seats.map(({ position }) => position)
    await venueOf(box).scanAtDoor({ performance: request.performance, order, position: came ?? '' })
    expect((await partner.cancel?.({ order, positions: null }))?.outcome).toBe('refused')
    const state = await partner.order?.(order)
    expect(state?.booking?.seats.map(({ status }) => status)).toEqual(['valid', 'valid'])
  })

  it('sees through books that do not add up', async () => {
    await openOn(box.url).enable?.({
      hook: { url: 'https://example.org/hook', signing_secret: 'whsec_bm90IGFza2VkIGZvciBieSBhbnlib2R5Li4u' },
      step: { title: { fr: 'Don', en: 'Gift' }, description: { fr: 'Un don', en: 'A gift' } },
    })
    await box.call('DELETE', '/acs/webhook')
    const order = await venueOf(box).buyWithGift({ cents: 2_000 })
    await venueOf(box).changeGift(order, 500)
    await venueOf(box).changeGift(order, 900)
    const partner = openOn(box.url)
    expect((await partner.reconcile?.(null))?.gifts.at(-1)?.cents).toBe(900)
    await faults({ broken: ['drops_transactions'] })
    await expect(partner.reconcile?.(null)).rejects.toBeInstanceOf(PartnerBrokeContract)
  })
})
