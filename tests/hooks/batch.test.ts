import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setDeadAside, workBatch } from '../../src/hooks/index.ts'
import type { Context } from '../../src/platform/context.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { balancesOf, freshWorld, type World } from '../setup/world.ts'
import { changed, connect, deliver, fromOpen, gave, kept } from './sending.ts'
import { watching } from './watching.ts'

// Signed webhooks that carry the state of their gifts: no partner is asked, and none is there.

let world: World
let app: TestApp
let open: string

beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world)
  open = await connect(app, world, 'open')
})
beforeEach(async () => {
  await world.pg.query('delete from inbox')
  app.enqueued.length = 0
  app.logged.length = 0
})

async function send(bodies: readonly string[], connection_id = open): Promise<void> {
  for (const body of bodies) {
    const answer = await deliver(app, await fromOpen(app, { connection_id, body }))
    expect(answer.outcome).toBe('stored')
  }
}
const work = (ctx: Context = app.ctx) => workBatch(ctx, app.enqueued.splice(0))
const states = async () => Map.groupBy(await kept(world), ({ state }) => state)
const giftsOf = async (orders: readonly string[]) =>
  (
    await world.pg.query<{ reference: string; cents: string; connection_id: string }>(
      'select reference, cents, connection_id from gift where reference = any($1) order by reference',
      [orders.map((order) => `${order}/G`)],
    )
  ).rows.map(({ reference, cents }) => [reference, Number(cents)])

describe('one of a hundred that cannot be booked holds back none of the others', () => {
  const poison: [string, object | string, RegExp][] = [
    ['less than nothing', { cents: -1 }, /gifts\.0\.cents/],
    ['a part of a cent', { cents: 12.5 }, /gifts\.0\.cents/],
    ['more than anyone gives', { cents: 100_000_001 }, /^gift P2\/G: cents: /],
    ['another currency', { currency: 'CHF' }, /^gift P3\/G: currency: /],
    ['a time before there was any', { utcGivenAt: '0000-01-01T00:00:00Z' }, /^gift P4\/G: given_at: /],
    ['no JSON', '{"type": "gift.updated", ', /not JSON/],
    ['no payload', '[]', /no Standard Webhooks payload/],
  ]

  test('each is set aside with its own reason, and the others are posted in one round trip', async () => {
    const bad = poison.map(([, wrong], n) => (typeof wrong === 'string' ? wrong : gave(`P${n}`, wrong)))
    const good = Array.from({ length: 93 }, (_, n) => `OK${n}`)
    await send(good.slice(0, 40).map((order) => gave(order)))
    await send(bad)
    await send(good.slice(40).map((order) => gave(order)))

    const calls: string[] = []
    expect(await work(watching(app.ctx, (verb) => calls.push(verb)))).toEqual(new Set())
    expect(calls).toEqual(['post_gifts', 'convert', 'settle_hooks'])
    const { done = [], set_aside = [], ...others } = Object.fromEntries(await states())
    expect([done.length, others]).toEqual([93, {}])
    expect(set_aside).toHaveLength(poison.length)
    for (const [at, { reason }] of set_aside.entries()) expect(reason).toMatch(poison[at]![2])
    expect(await giftsOf(good)).toHaveLength(93)
  })

  test('nor one that makes the posting itself fail: it alone goes back to the queue', async () => {
    const good = Array.from({ length: 9 }, (_, n) => `FINE${n}`)
    await send([...good.slice(0, 4), 'WORST', ...good.slice(4)].map((order) => gave(order)))
    const ids = [...app.enqueued]
    const failing = watching(app.ctx, (verb, arg) => {
      if (verb === 'post_gifts' && JSON.stringify(arg).includes('WORST')) throw new Error('it does not fit')
    })
    expect(await work(failing)).toEqual(new Set([ids[4]]))
    expect(await giftsOf(good)).toHaveLength(9)
    expect(app.logged.map(({ event, about }) => [event, about['webhooks'] ?? about['id']])).toEqual([
      ['batch_failed', 10],
      ['webhook_failed', ids[4]],
    ])

    // what the queue gives up on is shown to a person, who may have it worked on again
    await setDeadAside(app.ctx, ids)
    const { done, set_aside } = Object.fromEntries(await states())
    expect([done?.length, set_aside?.map(({ id }) => id)]).toEqual([9, [ids[4]]])
    const replayed = await app.ask(world.operator, 'POST', `/v1/webhooks/${ids[4]}/replay`)
    expect(replayed.status).toBe(200)
    await work()
    expect(await giftsOf(['WORST'])).toEqual([['WORST/G', 1_200]])
  })

  test('nor one with characters that the database does not keep', async () => {
    const consent = { 'what\u0000ever': 'half \ud83c of it', kept: 'C:\\u0000 é 🎭' }
    await send([gave('NUL', { consent }), '{"type": "x\\u0000", "timestamp": "now"}', 'not \u0000 JSON'])
    await work()
    const { rows } = await world.pg.query(`select evidence from gift where reference = 'NUL/G'`)
    expect(rows).toEqual([{ evidence: { 'what\ufffdever': 'half \ufffd of it', kept: 'C:\\u0000 é 🎭' } }])
    expect((await kept(world)).map(({ state }) => state)).toEqual(['done', 'ignored', 'set_aside'])
  })
})

test('two gifts of one order are set aside together when the second cannot be booked', async () => {
  const order = JSON.parse(gave('BOTH')) as { data: { gifts: object[] } }
  const [first] = order.data.gifts
  order.data.gifts.push({ ...first, lineId: 'H', currency: 'CHF' })
  await send([JSON.stringify(order)])
  await work()
  expect(await kept(world)).toMatchObject([
    { state: 'set_aside', reason: expect.stringMatching(/^gift BOTH\/H: currency: /) },
  ])
  expect(await giftsOf(['BOTH'])).toEqual([])
})

describe('of the database is asked only what there is to ask:', () => {
  const calls: string[] = []
  beforeEach(() => {
    calls.length = 0
  })
  const count = () => watching(app.ctx, (verb) => calls.push(verb))

  test('a webhook that means nothing is settled, and no gift is posted', async () => {
    await send([JSON.stringify({ type: 'invoice.paid', timestamp: 'now', data: {} })])
    await work(count())
    expect(calls).toEqual(['settle_hooks'])
  })

  test('one that is booked is done by that, and settled by nothing else', async () => {
    await send([gave('DONE', { cents: 0 })])
    await work(count())
    expect(calls).toEqual(['post_gifts'])
  })
})

test('what is unreadable stays with its body, and a replay works on it again', async () => {
  await send(['{"type": '])
  await work()
  const [hook] = await kept(world)
  expect(hook).toMatchObject({ state: 'set_aside', reason: 'the body is not JSON', body: '{"type": ' })
  const replayed = await app.ask(world.structure, 'POST', `/v1/webhooks/${hook?.id}/replay`)
  expect([replayed.status, replayed.body.state, app.enqueued]).toEqual([200, 'received', [hook?.id]])
  await work()
  expect((await kept(world))[0]).toMatchObject({ state: 'set_aside', tries: 1 })
})

test('an event of a kind that means nothing to us is ignored, with why', async () => {
  await send([JSON.stringify({ type: 'invoice.paid', timestamp: 'now', data: {} })])
  await work()
  expect((await kept(world))[0]).toMatchObject({
    state: 'ignored',
    reason: expect.stringContaining('invoice.paid'),
  })
})

test('events of one gift, doubled and out of turn, post its newest state once', async () => {
  const at = (version: number, cents: number) => gave('TURN', { version, cents })
  await send([at(3, 700), at(1, 5_000), at(3, 700), at(2, 900)])
  await work()
  await send([at(2, 900), at(1, 5_000), at(3, 700)])
  await work()
  expect(await giftsOf(['TURN'])).toEqual([['TURN/G', 700]])
  const { rows } = await world.pg.query(
    `select count(*)::int as entries from entry where cause_id like (select id || ':%' from gift where reference = 'TURN/G')`,
  )
  expect(rows).toEqual([{ entries: 1 }])
  expect((await kept(world)).every(({ state }) => state === 'done')).toBe(true)
})

test('credentials that cannot be opened hold back only what has to be asked for', async () => {
  const locked = await connect(app, world, 'open')
  await world.pg.query(`update connection set credentials = 'v0.AAAA.AAAA' where id = $1`, [locked])
  await send([gave('LOCKED')], locked)
  await work()
  await send([gave('LOCKED2'), changed('X')], locked)
  await work()
  expect(await giftsOf(['LOCKED', 'LOCKED2'])).toHaveLength(2)
  const [, , asked] = await kept(world)
  expect(asked).toMatchObject({
    state: 'received',
    tries: 1,
    reason: expect.stringContaining('master key v0'),
  })
})

test('the books balance after all of this', async () => {
  const balances = await balancesOf(world)
  const gifts = 93 + 10 + 1 + 2
  const { fund = 0, reserve = 0, surplus = 0, receivable = 0 } = balances
  expect([fund + reserve + surplus, -receivable]).toEqual(Array(2).fill(gifts * 1_200 + 700))
})
