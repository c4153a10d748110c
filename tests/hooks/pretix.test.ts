import { http } from 'msw'
import { beforeAll, expect, test } from 'vitest'
import { workBatch } from '../../src/hooks/index.ts'
import { answered, HOST, recorded } from '../adapters/pretix/replay.ts'
import type { SceneName } from '../adapters/pretix/scenes.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { freshWorld, type World } from '../setup/world.ts'
import { connect, deliver, fromPretix, kept, paid } from './sending.ts'

// Thin, unsigned webhooks, and what the real pretix answered when it was asked for the order.

const tape = recorded('gift')
let world: World
let app: TestApp
let connection_id: string
beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world, { private_addresses_allowed: [`${new URL(HOST).host}:443`] })
  connection_id = await connect(app, world, 'pretix', { provision: tape.provision as object })
})

let notification = 0
async function tell(order: string, ...events: string[]): Promise<void> {
  for (const event of events) {
    notification += 1
    const body = paid(order, notification, `pretix.event.order.${event}`)
    const sent = await fromPretix(app, { connection_id, body })
    expect((await deliver(app, sent)).outcome).toBe('stored')
  }
}
/** Answers as recorded; tells how often it was asked. */
function play(scene: SceneName) {
  const { exchanges, given } = recorded(scene)
  const [exchange] = exchanges
  const asked: string[] = []
  network.use(
    http.get(`${HOST}/*`, ({ request }) => {
      const { pathname, search } = new URL(request.url)
      asked.push(`${pathname}${search}`)
      return answered(exchange)
    }),
  )
  return { asked, path: exchange!.path, order: (given as { order: string }).order }
}
const work = () => workBatch(app.ctx, app.enqueued.splice(0))
const giftsOf = async (order: string) =>
  (
    await world.pg.query<{ cents: string; evidence: object }>(
      'select cents, evidence from gift where reference like $1',
      [`%${order}%`],
    )
  ).rows

test('three webhooks of one purchase: the order is fetched once, and its gift is booked with its consent', async () => {
  const { asked, path, order } = play('gift')
  await tell(order, 'paid', 'changed.item', 'paid')
  expect(await work()).toEqual(new Set())
  expect(asked).toEqual([path])
  expect(await giftsOf(order)).toEqual([
    { cents: '1250', evidence: expect.objectContaining({ platform: 'pretix', preselected: false }) },
  ])
  expect((await kept(world)).every(({ state }) => state === 'done')).toBe(true)
})

test('an order that was cancelled since leaves its gift at nothing, and one that there never was is set aside', async () => {
  const { order } = play('gift_order_cancelled')
  await tell(order, 'paid', 'canceled')
  await work()
  expect((await giftsOf(order)).map(({ cents }) => cents)).toEqual(['0'])

  network.resetHandlers()
  const unknown = play('order_unknown')
  await tell('ZZZZ9', 'paid')
  await work()
  expect(unknown.asked).toHaveLength(1)
  expect((await kept(world)).at(-1)).toMatchObject({
    state: 'set_aside',
    reason: 'the ticketing knows no order ZZZZ9',
  })
})
