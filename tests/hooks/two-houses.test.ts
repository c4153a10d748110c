import { http, HttpResponse } from 'msw'
import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { workBatch } from '../../src/hooks/index.ts'
import { convertWaiting } from '../../src/invitations/index.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { join } from '../api/two-houses.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { balancesOf, freshWorld, NOW, terms, type World } from '../setup/world.ts'
import { changed, connect, deliver, fromOpen, gave, kept } from './sending.ts'

// Two structures with everything alike: the same orders, the same lines, the same events.

const IN_FORCE = later(NOW, 10 * DAY_MS)
let world: World
let app: TestApp
let neighbour: { connection_id: string; convention_id: string }
let own: string
const asked: string[] = []

beforeAll(async () => {
  // the first house's convention comes into force only in ten days
  world = await freshWorld({ effective_from: IN_FORCE })
  app = testApp(world, { private_addresses_allowed: ['port.test:443', 'opera.test:443'] })
  const opera = await join(world, 'structure', 'Opéra du Port')
  own = await connect(app, world, 'open', { settings: { address: 'https://port.test' } })
  const connection_id = await connect(app, world, 'open', {
    owner: opera,
    settings: { address: 'https://opera.test' },
  })
  const convention_id = uuidv7()
  const collects = { collects_from: '2026-06-01T00:00:00Z', collects_until: '2027-06-01T00:00:00Z' }
  const { db, season_id } = world
  await db.call('create_convention', {
    id: convention_id,
    structure_id: opera.organisation_id,
    season_id,
    ...collects,
  })
  const id = uuidv7()
  await db.once(world.claim(opera), 'propose_version', { id, convention_id, ...terms })
  await db.once(world.claim(world.operator), 'approve', { id, subject: 'version' })
  neighbour = { connection_id, convention_id }
})

const send = async (connection_id: string, body: string, id: string) => {
  const sent = await fromOpen(app, { connection_id, body, id })
  expect((await deliver(app, sent)).outcome).toBe('stored')
}
const answering = (house: string, answer: (order: string) => Response) =>
  http.get<{ order: string }>(`https://${house}.test/acs/orders/:order`, ({ request, params }) => {
    asked.push(new URL(request.url).host)
    return answer(params.order)
  })
const orderOf = (order: string, cents: number) =>
  HttpResponse.json((JSON.parse(gave(order, { cents })) as { data: object }).data)
const gifts = async () =>
  (
    await world.pg.query<{ connection_id: string; cents: string; posted_cents: string }>(
      'select connection_id, cents, posted_cents from gift order by cents',
    )
  ).rows.map(({ connection_id, cents, posted_cents }) => ({
    house: connection_id === own ? 'port' : 'opera',
    cents: Number(cents),
    posted_cents: Number(posted_cents),
  }))

test('are worked on in one batch and never mixed; one that is down holds back only its own', async () => {
  network.use(
    answering('port', () => new HttpResponse('no', { status: 503, headers: { 'retry-after': '60' } })),
    answering('opera', (order) => orderOf(order, 900)),
  )
  for (const connection_id of [own, neighbour.connection_id]) {
    await send(connection_id, gave('SAME'), 'msg_1')
    await send(connection_id, changed('ASKED'), 'msg_2')
    await send(connection_id, changed('ASKED'), 'msg_3')
  }
  expect(await workBatch(app.ctx, app.enqueued.splice(0))).toEqual(new Set())
  expect(asked.toSorted()).toEqual(['opera.test', 'port.test'])
  const waiting = (await kept(world)).filter(({ state }) => state !== 'done')
  expect(waiting.map(({ connection_id, state }) => [connection_id, state])).toEqual([
    [own, 'received'],
    [own, 'received'],
  ])
  expect(await gifts()).toEqual([
    { house: 'opera', cents: 900, posted_cents: 900 },
    { house: 'port', cents: 1_200, posted_cents: 0 },
    { house: 'opera', cents: 1_200, posted_cents: 1_200 },
  ])
  const { fund = 0, reserve = 0 } = await balancesOf({ ...world, convention_id: neighbour.convention_id })
  expect(fund + reserve).toBe(2_100)
})

test('a gift from before its convention waits, visibly, and is posted and converted when that is in force', async () => {
  const waiting = await app.ask(world.structure, 'GET', '/v1/gifts?suspense=true')
  expect(waiting.body.items).toMatchObject([{ reference: 'SAME/G', cents: 1_200 }])
  await convertWaiting({ ...app.ctx, now: () => later(IN_FORCE, -1) })
  expect(await balancesOf(world)).toEqual({})

  await convertWaiting({ ...app.ctx, now: () => IN_FORCE })
  expect(await balancesOf(world)).toMatchObject({ reserve: 800, fund: 400, available: 1 })
  expect((await app.ask(world.structure, 'GET', '/v1/gifts?suspense=true')).body.items).toEqual([])
  await convertWaiting({ ...app.ctx, now: () => later(IN_FORCE, DAY_MS) })
  expect(await balancesOf(world)).toMatchObject({ reserve: 800, fund: 400, available: 1 })
})

test('one that answers slowly keeps the other’s gifts waiting for two minutes, and is asked on by the next batches', async () => {
  let now_ms = Date.parse(NOW) + DAY_MS
  const ctx = { ...app.ctx, now: () => new Date(now_ms).toISOString() }
  const slowly = (order: string) => {
    now_ms += 20_000
    return orderOf(order, 100)
  }
  network.use(
    answering('port', slowly),
    answering('opera', (order) => orderOf(order, 900)),
  )
  for (let n = 0; n < 20; n += 1) await send(own, changed(`SLOW${n}`), `slow_${n}`)
  await send(neighbour.connection_id, changed('QUICK'), 'quick')
  const ids = app.enqueued.splice(0)
  const count = async (house: string) =>
    (await gifts()).filter((gift) => gift.house === house && [100, 900].includes(gift.cents)).length
  const quick = await count('opera')
  await workBatch(ctx, ids)
  expect([await count('port'), await count('opera')]).toEqual([7, quick + 1])
  const waiting = (await kept(world)).filter(({ state }) => state === 'received')
  expect(waiting.filter(({ event_id }) => event_id.startsWith('slow_')).map(({ tries }) => tries)).toEqual(
    Array.from({ length: 13 }, () => 0),
  )
  for (let n = 0; n < 2; n += 1) await workBatch(ctx, ids)
  expect(await count('port')).toBe(20)
})
