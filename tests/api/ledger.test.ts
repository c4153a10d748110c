import { beforeAll, describe, expect, test } from 'vitest'
import { figuresFrom } from '../../src/ledger/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { rollUpAll } from '../setup/rolled-up.ts'
import {
  bookAndIssue,
  EVENING,
  freshWorld,
  give,
  invite,
  NOW,
  observed,
  wish,
  type World,
} from '../setup/world.ts'
import { twoHouses } from './two-houses.ts'

let world: World
let api: TestApp
const figures = async () =>
  (await api.ask(world.structure, 'GET', `/v1/conventions/${world.convention_id}/figures`)).body

beforeAll(async () => {
  world = await freshWorld({ planned_seats: 6 })
  api = testApp(world)
})

test('figures follow the whole way, and agree at every step', async () => {
  const nothing = {
    gifts: 0,
    gift_cents: 0,
    seat_price_cents: 800,
    credits_opened: 0,
    fund_cents_left: 0,
    available: 0,
    reserved: 0,
    issued: 0,
    used: 0,
    unused: 0,
    given_back: 0,
    surplus_cents: 0,
    shortfall_cents: 0,
    ledger_balanced: true,
    imbalances: [],
  }
  expect(await figures()).toEqual(nothing)

  const before = { now: NOW, observations: [observed(world, 'A/1', 1_200)], done: [] }
  await world.db.call('post_gifts', before)
  // given and posted, not converted yet: all of it is in the fund
  const posted = { ...nothing, gifts: 1, gift_cents: 1_200, fund_cents_left: 1_200 }
  expect(await figures()).toEqual(posted)
  await give(world, observed(world, 'B/1', 2_500), observed(world, 'C/1', 0))
  const opened = {
    ...posted,
    gifts: 2,
    gift_cents: 3_700,
    credits_opened: 4,
    fund_cents_left: 500,
    available: 4,
  }
  expect(await figures()).toEqual(opened)

  const { invitation_id, performance_id } = await invite(world, 10)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 3))
  expect(await figures()).toEqual({ ...opened, available: 1, reserved: 3 })
  const let_go = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))
  await world.db.call('release', { reservation_id: let_go.answer.id, reason: 'sold_out', now: NOW })
  const { order, positions } = await bookAndIssue(world, answer.id, 3)
  expect(await figures()).toEqual({ ...opened, available: 1, reserved: 3, issued: 3 })

  const { rows } = await world.pg.query<{ id: string }>('select id from seat where position = $1', [
    positions[1],
  ])
  const back = { reservation_id: answer.id, seat_ids: [rows[0]!.id] }
  await world.db.once(world.claim(world.relay), 'give_back', back)
  expect(await figures()).toMatchObject({ issued: 3, given_back: 0, ledger_balanced: true })
  await world.db.call('settle_return', { ...back, outcome: 'cancelled', now: NOW })
  const scans = [{ order, position: positions[0], scanned_at: EVENING }]
  await world.db.call('record_scans', { connection_id: world.connection_id, scans, now: EVENING })
  await world.db.call('close_evening', {
    performance_id,
    now: '2026-12-11T04:00:00Z',
    final_at: '2026-12-14T04:00:00Z',
  })
  const end = { ...opened, available: 2, reserved: 3, issued: 3, used: 1, unused: 1, given_back: 1 }
  expect(await figures()).toEqual(end)

  await rollUpAll(world)
  expect(await figures()).toEqual(end)
  await give(world, observed(world, 'D/1', 4_000))
  const full = { ...end, gifts: 3, gift_cents: 7_700, credits_opened: 6, available: 4, fund_cents_left: 0 }
  expect(await figures()).toEqual({ ...full, surplus_cents: 2_900 })
  await give(world, observed(world, 'D/1', 0, 2), observed(world, 'B/1', 0, 2))
  expect(await figures()).toMatchObject({ gifts: 1, gift_cents: 1_200, ledger_balanced: true })
})

describe('what does not agree is found and named', () => {
  test.each([
    ['the fund', 'update fund set surplus_cents = surplus_cents', 'surplus'],
    ['the line of cents', 'update fund set line_in = line_in', 'fund'],
    ['the credits', 'update credit_stock set available = available', 'available'],
    ['what is due', 'update seat set due_cents = due_cents', 'due_to_structure'],
    ['what was rolled up', 'update rollup set debits = debits', 'EUR'],
  ])('%s', async (_name, damage, named) => {
    await world.pg.query(`${damage} + 1`)
    const { ledger_balanced, imbalances } = await figures()
    await world.pg.query(`${damage} - 1`)
    expect(ledger_balanced).toBe(false)
    expect(imbalances.join('\n')).toContain(named)
    expect((await figures()).imbalances).toEqual([])
  })

  test('a seat that the ledger knows otherwise', async () => {
    const { rows } = await world.pg.query<{ id: string }>("select id from seat where state = 'unused'")
    const become = (state: string) =>
      world.pg.query('update seat set state = $2 where id = $1', [rows[0]!.id, state])
    await become('used')
    const { imbalances } = await figures()
    await become('unused')
    expect(imbalances).toEqual([
      'used: the ledger says 1, what runs beside it 2',
      'unused: the ledger says 1, what runs beside it 0',
    ])
  })

  test('an account below zero', () => {
    const standing = {
      sums: [
        { account: 'available', debits: 1, credits: 0 },
        { account: 'minted', debits: 0, credits: 1 },
      ],
      seat_price_cents: null,
      fund: { on_line_cents: 0, surplus_cents: 0, shortfall_cents: 0, minted: 0 },
      available: -1,
      waiting: { in_cents: 0, back_cents: 0 },
      gifts: 0,
      seats: {
        held: 0,
        issued: 0,
        used: 0,
        unused: 0,
        reserved: 0,
        ever_issued: 0,
        given_back: 0,
        due_cents: 0,
      },
    } as const
    const { imbalances } = figuresFrom({ ...standing, sums: [...standing.sums] })
    expect(imbalances).toEqual(['minted: below zero, -1', 'available: below zero, -1'])
  })
})

test('balances: every account with its unit, on its own side', async () => {
  const { body } = await api.ask(world.operator, 'GET', `/v1/conventions/${world.convention_id}/balances`)
  const of = (account: string) => body.balances.find((one: { account: string }) => one.account === account)
  expect(body.balances).toHaveLength(16)
  expect(of('receivable')).toEqual({ account: 'receivable', unit: 'EUR', side: 'debit', balance: 1_200 })
  expect(of('used')).toEqual({ account: 'used', unit: 'SEAT', side: 'credit', balance: 1 })
  expect(of('fees').balance).toBe(0)
})

test('the document calls what is read of the books by its name', async () => {
  const { body } = await api.ask(null, 'GET', '/openapi.json')
  const said = Object.keys(body.components.schemas)
  expect(said).toEqual(expect.arrayContaining(['Balance', 'Balances', 'Entry', 'Figures', 'Totals']))
})

test('entries: each with its cause and postings, page by page', async () => {
  const at = `/v1/conventions/${world.convention_id}/entries`
  const all = await api.ask(world.operator, 'GET', `${at}?limit=200`)
  expect(all.body.next).toBeNull()
  expect(all.body.items[0]).toEqual({
    id: expect.any(Number),
    cause: 'gift',
    cause_id: expect.stringMatching(/:1$/),
    at: NOW,
    postings: [{ debit: 'receivable', credit: 'fund', unit: 'EUR', amount: 1_200 }],
  })
  expect(all.body.items.every(({ postings }: { postings: unknown[] }) => postings.length > 0)).toBe(true)
  const paged: unknown[] = []
  for (let next = ''; ;) {
    const { body } = await api.ask(world.operator, 'GET', `${at}?limit=3${next}`)
    paged.push(...body.items)
    if (body.next === null) break
    next = `&after=${body.next}`
  }
  expect(paged).toEqual(all.body.items)
})

test('figures are read in one round trip, besides who asks and whether it may', async () => {
  await world.database.resetRoundTrips()
  await figures()
  expect(await world.database.roundTrips()).toBe(3)
})

test('the territory’s totals add the conventions up', async () => {
  const { world: two, ask, neighbour, neighbours } = await twoHouses()
  const { body } = await ask(two.operator, 'GET', '/v1/figures')
  expect(body).toMatchObject({
    conventions: 2,
    gifts: 1,
    gift_cents: 1_200,
    credits_opened: 1,
    ledger_balanced: true,
  })
  expect(body.seat_price_cents).toBeNull()
  const other = await ask(neighbour, 'GET', `/v1/conventions/${neighbours.convention_id}/figures`)
  expect(other.body).toMatchObject({ gifts: 0, gift_cents: 0, seat_price_cents: null, ledger_balanced: true })
  const season = await ask(two.operator, 'GET', `/v1/figures?season_id=${two.connection_id}`)
  expect(season.body).toMatchObject({ conventions: 0, gifts: 0, ledger_balanced: true })
})

test('differences with a ticketing’s own books, open or settled', async () => {
  const insert = `insert into difference (id, connection_id, kind, reference, ours, theirs, found_at, settled_at)
    values (gen_random_uuid(), $1, 'gift', $2, '800', '900', $3, $4)`
  await world.pg.query(insert, [world.connection_id, 'A/1', NOW, null])
  await world.pg.query(insert, [world.connection_id, 'B/1', NOW, NOW])
  const { body } = await api.ask(world.operator, 'GET', '/v1/differences')
  expect(body.items).toEqual([
    {
      id: expect.any(String),
      connection_id: world.connection_id,
      kind: 'gift',
      reference: 'A/1',
      ours: '800',
      theirs: '900',
      found_at: NOW,
      settled_at: null,
    },
  ])
  const settled = await api.ask(world.operator, 'GET', '/v1/differences?open=false')
  expect(settled.body.items.map(({ reference }: { reference: string }) => reference)).toEqual(['B/1'])
  const none = await api.ask(world.operator, 'GET', `/v1/differences?connection_id=${world.season_id}`)
  expect(none.body.items).toEqual([])
})
