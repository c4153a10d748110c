import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requeueHooks, workBatch } from '../../src/hooks/index.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '../../src/platform/clock.ts'
import type { Context } from '../../src/platform/context.ts'
import { freshBoxOffice, TOKEN } from '../adapters/open/harness.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { balancesOf, freshWorld, NOW, type World } from '../setup/world.ts'
import { changed, connect, deliver, fromOpen, kept } from './sending.ts'
import { watching } from './watching.ts'

// The real box office, silent: what it tells us, and when, the tests say themselves.

let world: World
let app: TestApp
let office: Awaited<ReturnType<typeof freshBoxOffice>>
let connection_id: string
let now = NOW
/** the orders that the box office was asked for */
let asked: string[] = []

beforeAll(async () => {
  world = await freshWorld({ seat_price_cents: 1_200 })
  office = await freshBoxOffice({ now: () => new Date(now) })
  const words = { fr: 'Un fauteuil à partager', en: 'A seat to share' }
  await office.call('PUT', '/acs/step', { title: words, description: words })
  app = testApp(world, {
    now: () => now,
    private_addresses_allowed: [new URL(office.url).host],
    fetch: (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      if (pathname.startsWith('/acs/orders/')) asked.push(pathname.split('/').at(-1)!)
      return fetch(input, init)
    },
  })
  connection_id = await connect(app, world, 'open', { settings: { address: office.url }, token: TOKEN })
})
afterAll(() => office.stop())
beforeEach(async () => {
  await office.call('PUT', '/acs/_test/faults', {})
  await world.pg.query('delete from inbox')
  await world.pg.query('update trouble set resolved_at = opened_at where resolved_at is null')
  app.enqueued.length = 0
  asked = []
})

const faults = (answer: object | null) => office.call('PUT', '/acs/_test/faults', { answer })
const buy = async (cents: number) =>
  (await office.call<{ orderId: string }>('POST', '/acs/sandbox/purchases', { cents })).orderId
async function tell(...orders: string[]): Promise<void> {
  for (const order of orders) {
    const sent = await fromOpen(app, { connection_id, body: changed(order) })
    expect((await deliver(app, sent)).status).toBe(202)
  }
}
const work = (ctx: Context = app.ctx) => workBatch(ctx, app.enqueued.splice(0))
/** The same, with a clock that moves with every look at it: pacing is asked for and never waited for. */
function hastened(): Context {
  let looks = 0
  return { ...app.ctx, now: () => later(now, 200 * ++looks) }
}
const booked = async (...orders: string[]) =>
  (
    await world.pg.query<{ cents: string }>(
      `select cents from gift where reference like any($1) and posted_cents = cents order by cents`,
      [orders.map((order) => `${order}/%`)],
    )
  ).rows.map(({ cents }) => Number(cents))
const wait_ms = (next_try_at: Date | undefined) => next_try_at!.getTime() - Date.parse(app.ctx.now())
const troubles = async () =>
  (await world.pg.query('select kind, message, todo from trouble where resolved_at is null')).rows

test('a hundred webhooks that name forty orders: each order is fetched once, and all are posted in one round trip', async () => {
  const orders: string[] = []
  for (let n = 0; n < 40; n++) orders.push(await buy(1_000 + n))
  await tell(...Array.from({ length: 100 }, (_, n) => orders[(n * 7) % 40]!))
  const calls: string[] = []
  const ctx = watching(hastened(), (verb) => calls.push(verb))
  const before = await balancesOf(world)

  expect(await work(ctx)).toEqual(new Set())
  expect(asked.toSorted()).toEqual(orders.toSorted())
  expect(calls.filter((verb) => verb === 'post_gifts')).toHaveLength(1)
  expect((await kept(world)).every(({ state }) => state === 'done')).toBe(true)
  expect(await booked(...orders)).toEqual(Array.from({ length: 40 }, (_, n) => 1_000 + n))
  const after = await balancesOf(world)
  expect((before['receivable'] ?? 0) - after['receivable']!).toBe(40 * 1_000 + 780)
})

test('a gift that nobody gives is set aside, corrected at the counter, and booked by a replay', async () => {
  const order = await buy(100_000_001)
  await tell(order)
  await work()
  const [hook] = await kept(world)
  expect(hook).toMatchObject({ state: 'set_aside', reason: expect.stringMatching(/cents/) })
  await office.call('PATCH', `/acs/sandbox/purchases/${order}`, { cents: 1_500 })
  const answer = await app.ask(world.structure, 'POST', `/v1/webhooks/${hook?.id}/replay`)
  expect(answer.status).toBe(200)
  await work()
  expect(await booked(order)).toEqual([1_500])
})

test('an order that the ticketing does not know is set aside, with its name', async () => {
  await tell('NOWHERE1')
  await work()
  expect((await kept(world))[0]).toMatchObject({
    state: 'set_aside',
    reason: 'the ticketing knows no order NOWHERE1',
  })
})

test('a partner that asks for time gets it: it is not called again, and what was not tried has lost no try', async () => {
  const orders = [await buy(100), await buy(200), await buy(300)]
  await tell(...orders, orders[0]!)
  await faults({ status: 429, times: 1_000, retry_after_s: 120 })
  await work()
  expect(asked).toEqual([orders[0]])
  const waiting = await kept(world)
  expect(waiting.map(({ state, tries }) => [state, tries])).toEqual([
    ['received', 1],
    ['received', 0],
    ['received', 0],
    ['received', 1],
  ])
  expect(waiting.map(({ next_try_at }) => wait_ms(next_try_at))).toEqual(Array(4).fill(120_000))

  await faults(null)
  now = later(now, 119_000)
  await requeueHooks(app.ctx)
  expect(app.enqueued).toEqual([])
  now = later(now, 1_000)
  await requeueHooks(app.ctx)
  expect(app.enqueued).toHaveLength(4)
  await work(hastened())
  expect(await booked(...orders)).toEqual([100, 200, 300])
})

test('an access that is refused is shown to a person once, with what to do, and a replay goes on from there', async () => {
  const orders = [await buy(400), await buy(500)]
  await tell(...orders)
  await faults({ status: 401, times: 2 })
  await work(hastened())
  const set_aside = await kept(world)
  expect(set_aside.map(({ state }) => state)).toEqual(['set_aside', 'set_aside'])
  expect(await troubles()).toEqual([
    {
      kind: 'connection',
      message: expect.stringContaining('401'),
      todo: expect.stringMatching(/renew it if needed.*replay the webhooks/),
    },
  ])
  for (const { id } of set_aside) {
    await world.db.once(world.claim(world.operator), 'replay_hook', { id })
    app.enqueued.push(id)
  }
  await work(hastened())
  expect(await booked(...orders)).toEqual([400, 500])
})

test('a partner that stays broken is tried for a day and a half, then a person is told', async () => {
  const order = await buy(600)
  await tell(order)
  await faults({ status: 500, times: 1_000 })
  const waits: number[] = []
  for (;;) {
    await work()
    const [hook] = await kept(world)
    if (hook?.state !== 'received') break
    waits.push(wait_ms(hook.next_try_at))
    now = later(now, Math.max(waits.at(-1)!, MINUTE_MS))
    await requeueHooks(app.ctx)
    expect(app.enqueued).toEqual([hook.id])
  }
  const [s, m, h] = [1_000, MINUTE_MS, HOUR_MS]
  expect(waits).toEqual([10 * s, m, 5 * m, 30 * m, 2 * h, 6 * h, DAY_MS])
  const [hook] = await kept(world)
  expect(hook).toMatchObject({ state: 'set_aside', reason: expect.stringMatching(/^tried 8 times: .*500/) })
  expect(asked).toHaveLength(8)
})

test.each([
  ['another shape', { status: 200, times: 1, body: '{"nonsense": true}' }],
  ['no JSON', { status: 200, times: 1, body: '<html>' }],
  ['a redirect', { status: 302, times: 1 }],
])('an answer that makes no sense (%s) is asked for again later', async (_, answer) => {
  const order = await buy(700)
  await tell(order)
  await faults(answer)
  await work()
  const [hook] = await kept(world)
  expect(hook).toMatchObject({ state: 'received', tries: 1, reason: expect.stringContaining(order) })
  app.enqueued.push(hook!.id)
  await work()
  expect(await booked(order)).toEqual([700])
})

test('a programme is not asked for while the partner wants to be left alone', async () => {
  const body = JSON.stringify({
    type: 'performance.updated',
    timestamp: app.ctx.now(),
    data: { availabilityId: 'octobre' },
  })
  await tell(await buy(800))
  const sent = await fromOpen(app, { connection_id, body })
  await deliver(app, sent)
  await faults({ status: 429, times: 1, retry_after_s: 60 })
  await work()
  expect((await kept(world)).map(({ state, tries }) => [state, tries])).toEqual([
    ['received', 1],
    ['received', 0],
  ])
})
