import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Partner } from '../../../adapters/contract/index.ts'
import { pretix } from '../../../adapters/pretix/index.ts'
import { attempt } from '../../contract/bookings.ts'
import { donationItem, scanAtDoor, sell, splitGiftLine } from './counter.ts'
import { pretixHarness, type PretixHarness } from './harness.ts'
import { openPartner } from './partner.ts'

describe('what only pretix does', () => {
  let harness: PretixHarness
  let partner: Required<Partner>
  beforeAll(async () => {
    harness = await pretixHarness()
    const { provision } = await (harness.open(null) as Required<Partner>).enable(harness.enable)
    partner = harness.open(provision) as Required<Partner>
  })
  afterAll(async () => harness?.stop())

  async function book(performance: string, seats: number, allotment: null | object = null) {
    const reserved = await partner.reserve(attempt({ performance, seats, allotment: allotment && {} }))
    if (reserved.outcome !== 'confirmed') throw new Error(JSON.stringify(reserved))
    return reserved.booking
  }

  it('counts a gift once when its line is split off into an order of its own', async () => {
    const { api, subscription } = harness.season
    const gift = await donationItem(api, subscription.event)
    const { code } = await sell(api, subscription.event, [
      { item: subscription.item, cents: 6_000 },
      { item: gift, cents: 1_400 },
    ])
    const before = await partner.order(code)
    const moved = await splitGiftLine(api, code)
    const [here, there] = [await partner.order(code), await partner.order(moved)]
    expect(here?.gifts).toMatchObject([{ reference: before?.gifts[0]?.reference, cents: 0 }])
    expect(there?.gifts).toMatchObject([{ cents: 1_400 }])
  })

  it('would let a voucher grow beyond the house, which is why ours never grow', async () => {
    const { api, series } = harness.season
    const performance = await harness.venue.newPerformance({ seats: 3 })
    await partner.allot({ performance, seats: 2, allotment: null })
    await harness.venue.fillPerformance(performance)
    const path = `events/${series.event}/vouchers/?subevent=${performance.split('/')[1]}`
    const { results } = await api.get<{ results: { id: number }[] }>(path)
    const grown = await api.patch(`events/${series.event}/vouchers/${results[0]?.id}/`, { max_usages: 9 })
    expect(grown).toMatchObject({ max_usages: 9 })
    expect(await partner.allot({ performance, seats: 12, allotment: null })).toMatchObject({
      outcome: 'not_enough_seats',
    })
  })

  it('seats groups side by side in a hall with numbered seats, until none are left', async () => {
    const { hall, api } = harness.season
    const groups = [await book(hall.event, 4), await book(hall.event, 4), await book(hall.event, 4)]
    const seatsOf = async (order: string) => {
      const { positions } = await api.get<{ positions: { seat: { seat_guid: string } }[] }>(
        `orders/${order}/`,
      )
      return positions.map(({ seat }) => seat.seat_guid)
    }
    expect(await Promise.all(groups.map(async ({ order }) => seatsOf(order)))).toEqual([
      ['A-1', 'A-2', 'A-3', 'A-4'],
      ['B-1', 'B-2', 'B-3', 'B-4'],
      ['A-5', 'A-6', 'B-5', 'B-6'],
    ])
    const more = await partner.reserve(attempt({ performance: hall.event, seats: 1, allotment: null }))
    expect(more).toEqual({ outcome: 'sold_out' })
  })

  it('refuses a second scan with 400, and the first stays, whoever leaves', async () => {
    const { single } = harness.season
    const { order, seats } = await book(single.event, 1)
    const position = seats[0]?.position ?? ''
    const scan = async (type: 'entry' | 'exit') =>
      scanAtDoor(harness.season, { list: single.list, order, position, type })
    expect(await scan('entry')).toMatchObject({ status: 201, body: { status: 'ok' } })
    const first = (await partner.order(order))?.booking?.seats[0]?.scanned_at
    expect(await scan('entry')).toMatchObject({ status: 400, body: { reason: 'already_redeemed' } })
    expect(await scan('exit')).toMatchObject({ body: { status: 'ok' } })
    expect((await partner.order(order))?.booking?.seats[0]?.scanned_at).toBe(first)
    expect(await partner.cancel({ order, positions: null })).toMatchObject({ outcome: 'refused' })
  })

  it('tells a single event as cancelled when all its products are off, not when its shop is offline', async () => {
    const { api, hall } = harness.season
    const statusOf = async () =>
      (await partner.performances()).find(({ reference }) => reference === hall.event)?.status
    await api.patch(`events/${hall.event}/`, { live: false })
    expect(await statusOf()).toBe('scheduled')
    await api.patch(`events/${hall.event}/items/${hall.item}/`, { active: false })
    expect(await statusOf()).toBe('cancelled')
    await api.patch(`events/${hall.event}/items/${hall.item}/`, { active: true })
    await api.patch(`events/${hall.event}/`, { live: true })
  })

  it('prints a ticket that is any ticket: the ordinary product, 0,00 €, no word of ours', async () => {
    const { order } = await book(harness.season.single.event, 1)
    await partner.tickets(order)
    const answer = await partner.tickets(order)
    if (answer.outcome !== 'ready') throw new Error('the ticket was not ready')
    const printed = await harness.printed(answer.files[0]?.bytes ?? new Uint8Array())
    expect(printed).toContain('Les Vagues')
    expect(printed).toContain('Plein tarif')
    expect(printed).toContain('0,00 €')
    expect(printed).toContain(order)
    expect(printed).not.toMatch(/fauteuil|solidaire|invit|don\b|partage/i)
  })

  it('books an invitation product of its own where the venue wants one', async () => {
    const { api, series } = harness.season
    const settings = { seat_product: 'invitation', performance_events: [series.event] }
    const performance = await harness.venue.newPerformance({ seats: 4 })
    const { provision, checks } = await openPartner(harness.season, null, { settings }).enable(harness.enable)
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    const own = openPartner(harness.season, provision, { settings })
    const { provision: again } = await own.enable(harness.enable)
    expect(again).toEqual(provision)
    expect(await own.allot({ performance, seats: 2, allotment: null })).toMatchObject({ seats: 2 })
    expect(await harness.venue.count(performance)).toEqual({ sold: 0, free: 2 })
    for (const allotment of [{}, null]) {
      const reserved = await own.reserve(attempt({ performance, seats: 2, allotment }))
      expect(reserved).toMatchObject({ outcome: 'confirmed' })
    }
    expect(await own.reserve(attempt({ performance, seats: 1, allotment: null }))).toEqual({
      outcome: 'sold_out',
    })
    await own.disable()
    const { results } = await api.get<{
      results: { id: number; active: boolean; internal_name: string | null }[]
    }>(`events/${series.event}/items/`)
    expect(results.filter(({ active }) => !active).map(({ internal_name }) => internal_name)).toEqual([
      'Fauteuil : invitation',
    ])
    await partner.enable(harness.enable)
  })

  it('keeps one webhook when its address changes, and one step when it is for subscriptions alone', async () => {
    const { api, subscription } = harness.season
    const url = `${harness.enable.hook.url}-suivant`
    const settings = { subscription_items: [subscription.item] }
    const own = openPartner(harness.season, null, { settings })
    await own.enable({ ...harness.enable, hook: { ...harness.enable.hook, url } })
    const hooks = await api.get<{ results: { enabled: boolean; target_url: string }[] }>('webhooks/')
    expect(hooks.results.filter(({ enabled }) => enabled).map(({ target_url }) => target_url)).toEqual([url])
    const categories = await api.get<{ results: object[] }>(`events/${subscription.event}/categories/`)
    expect(
      categories.results.filter((one) => Reflect.get(one, 'cross_selling_mode') === 'only'),
    ).toMatchObject([
      { cross_selling_condition: 'products', cross_selling_match_products: [subscription.item] },
    ])
    const { checks } = await partner.enable(harness.enable)
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
  })

  it('says when two webhooks go to one address, which brings everything twice under one event id', async () => {
    const { api, single, organizer } = harness.season
    const second = await api.post<{ id: number }>('webhooks/', {
      enabled: true,
      target_url: harness.enable.hook.url,
      all_events: true,
      limit_events: [],
      action_types: ['pretix.event.order.paid'],
    })
    const hooks = await harness.hooksAfter(async () =>
      sell(api, single.event, [{ item: single.item, cents: 2_400 }]),
    )
    const ids = await Promise.all(
      hooks.map(async (hook) => pretix.verify({ ...hook, now: harness.now() }, harness.secrets)),
    )
    expect(ids).toHaveLength(2)
    expect(ids[0]).toEqual(ids[1])
    expect(hooks[0]?.body).toContain(organizer)
    const { checks } = await partner.enable(harness.enable)
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['webhook'])
    await api.patch(`webhooks/${second.id}/`, { enabled: false })
  })

  it('gives seats kept aside back to the public when it is disabled, and keeps what is booked', async () => {
    const performance = await harness.venue.newPerformance({ seats: 5 })
    await partner.allot({ performance, seats: 3, allotment: null })
    const booking = await book(performance, 1, {})
    expect(await harness.venue.count(performance)).toEqual({ sold: 1, free: 2 })
    await partner.disable()
    expect(await harness.venue.count(performance)).toEqual({ sold: 1, free: 4 })
    expect((await partner.order(booking.order))?.booking?.seats).toMatchObject([{ status: 'valid' }])
    await partner.enable(harness.enable)
  })
})
