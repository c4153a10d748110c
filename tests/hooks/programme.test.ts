import { http, HttpResponse } from 'msw'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setDeadAside, workBatch } from '../../src/hooks/index.ts'
import { later } from '../../src/platform/clock.ts'
import type { Context } from '../../src/platform/context.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'
import { changed, connect, deliver, fromOpen, gave, kept } from './sending.ts'

// Two ticketings of the open contract, played: what they answer, and how often they are asked, the tests say.

const HOUSES = { port: 'https://port.test', opera: 'https://opera.test' }
type House = keyof typeof HOUSES
let world: World
let app: TestApp
const ids: Record<House, string> = { port: '', opera: '' }
let asked: string[] = []
/** what a house answers instead of an empty programme, or of an order */
let programme: Partial<Record<House, () => Response>> = {}
let order: () => Response

beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world, { private_addresses_allowed: ['port.test:443', 'opera.test:443'] })
  for (const house of ['port', 'opera'] as const)
    ids[house] = await connect(app, world, 'open', { settings: { address: HOUSES[house] } })
})
beforeEach(async () => {
  await world.pg.query('delete from inbox; delete from trouble')
  app.enqueued.length = 0
  asked = []
  programme = {}
  order = () => HttpResponse.json({ id: 'A', gifts: [], booking: null })
  for (const house of ['port', 'opera'] as const) {
    network.use(
      http.get(`${HOUSES[house]}/products`, () => {
        asked.push(`programme of ${house}`)
        return programme[house]?.() ?? HttpResponse.json([])
      }),
      http.get<{ id: string }>(`${HOUSES[house]}/acs/orders/:id`, ({ params }) => {
        asked.push(`order ${params.id} of ${house}`)
        return order()
      }),
    )
  }
})

const CHANGED = JSON.stringify({ type: 'performance.updated', timestamp: NOW, data: { availabilityId: 'a' } })
async function tell(house: House, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    const sent = await fromOpen(app, { connection_id: ids[house], body })
    expect((await deliver(app, sent)).outcome).toBe('stored')
  }
}
const work = async (ctx: Context = app.ctx) => workBatch(ctx, app.enqueued.splice(0))
/** State, tries and wait of what came, in turn. */
const states = async () =>
  (await kept(world)).map(({ state, tries, next_try_at }) => [
    state,
    tries,
    state === 'received' ? next_try_at.getTime() - Date.parse(NOW) : null,
  ])
const troubles = async () =>
  (
    await world.pg.query<{ subject: string; message: string; todo: string }>(
      `select subject, message, todo from trouble where kind = 'connection' and resolved_at is null order by message`,
    )
  ).rows
const down = () => new HttpResponse('down', { status: 502 })
const busy = () => new HttpResponse('busy', { status: 429, headers: { 'retry-after': '90' } })

describe('a programme that changed', () => {
  test('is read once for all that say so in a batch', async () => {
    await tell('port', CHANGED, CHANGED, gave('A1'))
    expect(await work()).toEqual(new Set())
    expect((await kept(world)).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    expect(asked).toEqual(['programme of port'])
  })

  test('is not read for webhooks that tell of something else', async () => {
    await tell('port', gave('A2'), changed('A'))
    await work()
    expect(asked).toEqual(['order A of port'])
  })

  test('of a house that is down is read later; its gifts, and other houses, do not wait for it', async () => {
    programme = { port: down }
    await tell('port', CHANGED, gave('A3'))
    await tell('opera', CHANGED)
    expect(await work()).toEqual(new Set())
    const [waiting, gift, other] = await kept(world)
    expect([waiting?.state, waiting?.tries, gift?.state, other?.state]).toEqual([
      'received',
      1,
      'done',
      'done',
    ])
    expect(waiting?.reason).toContain('502')
    expect(asked).toEqual(['programme of port', 'programme of opera'])
  })

  test('of a house that asks for time is read when that is over', async () => {
    programme = { port: busy }
    await tell('port', CHANGED, CHANGED)
    await work()
    expect(await states()).toEqual([
      ['received', 1, 90_000],
      ['received', 1, 90_000],
    ])
    expect(asked).toHaveLength(1)
  })

  test('is not read while the house wants to be left alone: that costs it no try', async () => {
    order = busy
    await tell('port', changed('A'), CHANGED)
    await tell('opera', CHANGED)
    await work()
    expect((await states()).slice(0, 2)).toEqual([
      ['received', 1, 90_000],
      ['received', 0, 90_000],
    ])
    expect((await kept(world))[2]?.state).toBe('done')
    expect(asked).toEqual(['order A of port', 'programme of opera'])
  })

  test('is read though an order of the same house made no sense', async () => {
    order = () => HttpResponse.json({ nonsense: true })
    await tell('port', changed('A'), CHANGED)
    await work()
    expect(asked).toEqual(['order A of port', 'programme of port'])
    expect((await kept(world)).map(({ state }) => state)).toEqual(['received', 'done'])
  })

  test('that a person has to make readable is shown, with what to do', async () => {
    programme = { port: () => new HttpResponse('no', { status: 401 }) }
    await tell('port', CHANGED)
    await work()
    expect((await kept(world))[0]?.state).toBe('set_aside')
    expect(await troubles()).toMatchObject([{ subject: ids.port, message: expect.stringContaining('401') }])
  })
})

describe('a webhook is set aside for a person', () => {
  test('when its order is refused, with why, and no trouble of the connection', async () => {
    order = () => HttpResponse.json({ error: 'FORBIDDEN', errorMessage: 'not yours' }, { status: 409 })
    await tell('port', changed('A'))
    await work()
    expect(await kept(world)).toMatchObject([
      { state: 'set_aside', reason: expect.stringContaining('not yours') },
    ])
    expect(await troubles()).toEqual([])
  })

  test('when its body was erased before it was worked on', async () => {
    await tell('port', gave('A4'))
    await world.pg.query('update inbox set body = null')
    await work()
    expect(await kept(world)).toMatchObject([
      { state: 'set_aside', reason: expect.stringContaining('erased') },
    ])
  })

  test('when its platform is none that we know any more', async () => {
    await tell('port', gave('A5'))
    await world.pg.query("update connection set platform = 'minitel' where id = $1", [ids.port])
    await work()
    await world.pg.query("update connection set platform = 'open' where id = $1", [ids.port])
    expect(await kept(world)).toMatchObject([
      { state: 'set_aside', reason: expect.stringContaining('platform') },
    ])
  })

  test('when the queue gave it up, with what it can be told', async () => {
    await tell('port', gave('A6'))
    await setDeadAside(app.ctx, app.enqueued.splice(0))
    expect(await kept(world)).toMatchObject([
      { state: 'set_aside', reason: expect.stringContaining('the log') },
    ])
  })

  test('and each house whose access is refused is shown by itself', async () => {
    order = () => new HttpResponse('no', { status: 403 })
    await tell('port', changed('A'))
    await tell('opera', changed('A'), gave('A7'))
    await work()
    expect((await troubles()).map(({ subject }) => subject).toSorted()).toEqual(Object.values(ids).toSorted())
    for (const { todo } of await troubles()) expect(todo).toMatch(/enable again\. Then replay/)
  })
})

test('what was worked on already is not worked on again', async () => {
  await tell('port', changed('A'))
  const again = [...app.enqueued]
  await work()
  await workBatch(app.ctx, again)
  expect(asked).toHaveLength(1)
})

test('a failure that says nothing waits as long as any other, and longer each time', async () => {
  order = () => HttpResponse.error()
  await tell('port', changed('A'))
  const [id] = app.enqueued
  await work()
  expect(await states()).toEqual([['received', 1, 10_000]])
  const ctx = { ...app.ctx, now: () => later(NOW, 10_000) }
  await workBatch(ctx, [id!])
  expect(await states()).toEqual([['received', 2, 70_000]])
})
