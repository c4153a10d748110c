import { createHash } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Figures } from '../../../src/local/demo/story.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { buySubscription } from './checkout.ts'
import { cancelOrder, changeGiftLine, lookAt, markPaid, refund, scanAtDoor, sell } from './counter.ts'
import { openPretixTerritory, type PretixTerritory } from './territory.ts'
import { type Reservation, until } from './watch.ts'

/**
 * The main job, end to end, on a real pretix: its checkout in a browser, its webhooks, its tickets, its door; on our
 * side the Worker in workerd, with its queue, its Workflow, its file store and a real PostgreSQL. One story, told in
 * order.
 */
describe('the main job with a real pretix', () => {
  let t: PretixTerritory
  let browser: Browser
  const orders: Record<string, string> = {}
  let evening = { reference: '', performance_id: '', invitation_id: '', subevent: 0 }
  let first = ''

  beforeAll(async () => {
    t = await openPretixTerritory(console.log)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await t?.stop()
  })

  const figures = async () => t.operator.get<Figures>(`/v1/conventions/${t.convention_id}/figures`)
  const reservation = async (id: string) => t.relay.get<Reservation>(`/v1/reservations/${id}`)
  const shop = () => `${t.season.url}/${t.season.organizer}/${t.season.subscription.event}/`
  const buy = async (gift: string | null): Promise<string> => {
    const { code } = await buySubscription(browser, { shop: shop(), gift })
    await markPaid(t.season.api, await lookAt(t.season.api, code))
    return code
  }
  /** Seats that the public can still buy. */
  const free = async (subevent: number) => {
    const path = `events/${t.season.series.event}/quotas/?subevent=${subevent}&with_availability=true`
    const { results } = await t.season.api.get<{ results: { available_number: number }[] }>(path)
    return results[0]?.available_number
  }
  const offer = async (subevent: number, seats: number) => {
    const reference = `${t.season.series.event}/${subevent}`
    const programme = await t.operator.all<{ id: string; reference: string }>('/v1/performances')
    const performance_id = programme.find((one) => one.reference === reference)?.id ?? ''
    const proposal = { convention_id: t.convention_id, performance_id, seats }
    const { id } = await t.structure.post<{ id: string }>('/v1/invitations', `offer ${reference}`, proposal)
    await t.operator.post(`/v1/invitations/${id}/approve`, `approve ${reference}`)
    return { reference, performance_id, invitation_id: id, subevent }
  }
  const reserve = async (invitation_id: string, guests: number, words: string) =>
    (await t.relay.post<{ id: string }>('/v1/reservations', words, { invitation_id, guests })).id
  const ended = async (id: string) =>
    until(
      'the reservation',
      async () => reservation(id),
      ({ state }) => state !== 'held' && state !== 'booked',
    )
  /** The orders in pretix that belong to a reservation: there must never be two. */
  const ordersOf = async (reservation_id: string) => {
    const { results } = await t.season.api.get<{
      results: { code: string; api_meta: object; total: string }[]
    }>(`events/${t.season.series.event}/orders/?page_size=50`)
    return results.filter(({ api_meta }) => JSON.stringify(api_meta).includes(reservation_id))
  }
  const seatsInPretix = async (reservation_id: string) => {
    const [order] = await ordersOf(reservation_id)
    return order ? (await lookAt(t.season.api, order.code)).positions : []
  }
  const scan = async (reservation_id: string, at: number) => {
    const [order] = await ordersOf(reservation_id)
    const position = String((await seatsInPretix(reservation_id))[at]?.id)
    return scanAtDoor(t.season, { list: t.season.series.list, order: order?.code ?? '', position })
  }

  it('is enabled, and all checks are well', () => {
    expect(t.checks.length).toBeGreaterThan(5)
    expect(t.checks.filter(({ ok }) => !ok)).toEqual([])
  })

  it('opens credits from gifts that are bought in pretix’s own checkout', async () => {
    orders['kept'] = await buy('30.50')
    const one = await until('the gift', figures, ({ gift_cents }) => gift_cents === 3_050)
    expect(one).toMatchObject({ gifts: 1, seat_price_cents: 1_200 })
    await until('its credits', figures, (now) => now.credits_opened === 2 && now.fund_cents_left === 650)

    expect(await lookAt(t.season.api, await buy(null))).toMatchObject({ status: 'p', total: '60.00' })
    orders['changed'] = await buy('43')
    const now = await until('the second gift', figures, ({ credits_opened }) => credits_opened === 6)
    expect(now).toMatchObject({ gifts: 2, gift_cents: 7_350, fund_cents_left: 150, ledger_balanced: true })
  })

  it('keeps seats aside in pretix, and books them for a relay, with pretix’s own tickets', async () => {
    const [date = 0] = t.season.series.dates
    evening = await offer(date, 5)
    expect(await free(date)).toBe(25)
    first = await reserve(evening.invitation_id, 3, 'three guests')
    const issued = await ended(first)
    expect(issued).toMatchObject({ state: 'issued', reason: null })
    expect(await ordersOf(first)).toMatchObject([{ total: '0.00' }])
    expect(await free(date)).toBe(25)

    const { items } = await t.relay.get<{ items: { file: string }[] }>(`/v1/reservations/${first}/tickets`)
    const digests = await Promise.all(
      items.map(async ({ file }) => {
        const url = new URL(file, t.stack.urls.fauteuil)
        const answer = await fetch(url, { headers: { authorization: `Bearer ${t.keys.relay}` } })
        const bytes = Buffer.from(await answer.arrayBuffer())
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
        expect(bytes.length).toBeGreaterThan(20_000)
        return createHash('sha256').update(bytes).digest('hex')
      }),
    )
    expect(new Set(digests).size).toBe(3)
  })

  it('sees who comes through pretix’s door, once, whatever is scanned again', async () => {
    expect(await scan(first, 0)).toMatchObject({ body: { status: 'ok' } })
    const used = await until(
      'the door',
      async () => reservation(first),
      ({ each }) => each.some(({ state }) => state === 'used'),
    )
    expect(used.each.map(({ state }) => state).toSorted()).toEqual(['issued', 'issued', 'used'])
    expect(await scan(first, 0)).toMatchObject({ status: 400, body: { reason: 'already_redeemed' } })
    expect((await reservation(first)).each.filter(({ state }) => state === 'used')).toHaveLength(1)
  })

  it('gives one seat back to pretix, and its credit to the fund', async () => {
    const before = await figures()
    const seat = (await reservation(first)).each.find(({ state }) => state === 'issued')
    await t.relay.post(`/v1/reservations/${first}/give-back`, 'one back', { seat_ids: [seat?.id] })
    await until(
      'the seat',
      async () => reservation(first),
      ({ each }) => each.some(({ state }) => state === 'returned'),
    )
    const lines = await seatsInPretix(first)
    expect(lines.filter(({ canceled }) => canceled)).toHaveLength(1)
    expect(await figures()).toMatchObject({ given_back: before.given_back + 1, credits_opened: 6 })
  })

  it('books once, though the answer of pretix is lost', async () => {
    t.proxy.loseNext('POST', /\/orders\/\?/)
    const id = await reserve(evening.invitation_id, 1, 'a lost answer')
    expect(await ended(id)).toMatchObject({ state: 'issued' })
    expect(t.proxy.lost()).toBe(1)
    expect(await ordersOf(id)).toHaveLength(1)
  })

  it('lets credits go again when pretix has no seat left after all', async () => {
    const [, date = 0] = t.season.series.dates
    const { api, series } = t.season
    const second = await offer(date, 4)
    // Someone at the theatre gives the seats kept aside to the public, and the public buys them all.
    const path = `events/${series.event}/vouchers/`
    const { results } = await api.get<{ results: { id: number }[] }>(`${path}?subevent=${date}`)
    for (const { id } of results) await api.patch(`${path}${id}/`, { valid_until: '2000-01-01T00:00:00Z' })
    await sell(
      api,
      series.event,
      Array.from({ length: 30 }, () => ({ item: series.item, cents: 2_400, subevent: date })),
    )
    const before = await figures()
    const id = await reserve(second.invitation_id, 1, 'a full house')
    expect(await ended(id)).toMatchObject({ state: 'released', reason: 'sold_out' })
    expect(await ordersOf(id)).toEqual([])
    expect(await figures()).toMatchObject({ credits_opened: before.credits_opened, ledger_balanced: true })
  })

  it('counts everything once, when webhooks come twice, late, in another order, or from a stranger', async () => {
    const before = await figures()
    const { results } = await t.season.api.get<{ results: { target_url: string; enabled: boolean }[] }>(
      'webhooks/',
    )
    const address = results.find(({ enabled }) => enabled)?.target_url ?? ''
    const hook = (code: string, action: string, notification_id: number) =>
      JSON.stringify({ notification_id, organizer: t.season.organizer, event: 'abonnements', code, action })
    const { kept = '', changed = '' } = orders
    const bodies = [
      hook(changed, 'pretix.event.order.changed.price', 900_003),
      hook(kept, 'pretix.event.order.paid', 900_002),
      hook(kept, 'pretix.event.order.paid', 900_002),
      hook(changed, 'pretix.event.order.paid', 900_001),
      'no JSON at all',
    ]
    const post = async (url: string, body: string) =>
      (await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status
    const answers: number[] = []
    for (const body of bodies) answers.push(await post(address, body))
    expect(answers.every((status) => status < 300)).toBe(true)
    expect(await post(`${address}x`, bodies[0] ?? '')).toBeGreaterThanOrEqual(400)
    await until(
      'the one without sense to be set aside',
      async () => t.operator.all<{ reason?: string }>('/v1/webhooks'),
      (aside) => aside.length > 0,
    )
    expect(await figures()).toEqual(before)
  })

  it('follows what the counter does: a refund that names no line, a smaller gift, a cancelled order', async () => {
    const { api } = t.season
    const { kept = '', changed = '' } = orders
    await refund(api, kept, 1_000)
    await changeGiftLine(api, changed, 2_000)
    const smaller = await until('the smaller gift', figures, ({ gift_cents }) => gift_cents === 5_050)
    expect(smaller).toMatchObject({ gifts: 2, ledger_balanced: true })
    await cancelOrder(api, changed)
    const cancelled = await until('the cancelled order', figures, ({ gift_cents }) => gift_cents === 3_050)
    expect(cancelled).toMatchObject({ gifts: 1, ledger_balanced: true })
    // Not one invitation is taken from a guest: what is missing is shown instead.
    expect(
      (await reservation(first)).each.filter(({ state }) => state === 'used' || state === 'issued'),
    ).toHaveLength(2)
    expect((await seatsInPretix(first)).filter(({ canceled }) => !canceled)).toHaveLength(2)
  })

  it('closes the evening, and a scan that comes late corrects it', async () => {
    const { api, series } = t.season
    const date_from = new Date(Date.now() + 2_000).toISOString()
    await api.patch(`events/${series.event}/subevents/${evening.subevent}/`, { date_from })
    await until(
      'the evening',
      async () => t.operator.all<{ id: string; starts_at: string }>('/v1/performances'),
      (all) => Date.parse(all.find(({ id }) => id === evening.performance_id)?.starts_at ?? '') <= Date.now(),
    )
    await t.operator.post(`/v1/performances/${evening.performance_id}/close`, 'the curtain falls')
    expect(await figures()).toMatchObject({ used: 1, unused: 2 })
    const at = (await seatsInPretix(first)).findIndex(({ canceled }, index) => index > 0 && !canceled)
    expect(await scan(first, at)).toMatchObject({ body: { status: 'ok' } })
    await until('the late scan', figures, ({ used, unused }) => used === 2 && unused === 1)
  })

  it('agrees with pretix’s own books, and nothing is left in trouble', async () => {
    await t.stack.tick('17 3 * * *')
    const connection = await t.operator.get<{ reconciled_at: string | null }>(
      `/v1/connections/${t.connection_id}`,
    )
    expect(connection.reconciled_at).not.toBe(null)
    expect(await t.operator.all('/v1/differences')).toEqual([])
    expect(await t.operator.all('/v1/troubles')).toEqual([])
    expect(await figures()).toMatchObject({ ledger_balanced: true })
  })

  it('is taken back: the step leaves the checkout, and pretix tells us nothing more', async () => {
    await t.operator.post(`/v1/connections/${t.connection_id}/disable`, 'disable it')
    const { results } = await t.season.api.get<{ results: { enabled: boolean }[] }>('webhooks/')
    expect(results.some(({ enabled }) => enabled)).toBe(false)
    const { results: items } = await t.season.api.get<{
      results: { free_price: boolean; active: boolean }[]
    }>(`events/${t.season.subscription.event}/items/`)
    expect(items.filter(({ free_price }) => free_price)).toMatchObject([{ active: false }])
  })
})
