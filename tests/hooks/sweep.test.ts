import { beforeAll, beforeEach, expect, test } from 'vitest'
import { eraseBodies, requeueHooks } from '../../src/hooks/index.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'
import { connect, deliver, fromOpen, gave, kept } from './sending.ts'

// What is done with stored webhooks in the end, without anyone who asks for it.

let world: World
let app: TestApp
let connection_id: string
/** how many ids the queue was given, each time that it was asked */
let handed: number[] = []

beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world, { enqueue: async (ids) => void handed.push(ids.length) })
  connection_id = await connect(app, world, 'open')
})
beforeEach(async () => {
  await world.pg.query('delete from inbox')
  for (const order of ['A', 'B'])
    await deliver(app, await fromOpen(app, { connection_id, body: gave(order) }))
  handed = []
})
const after = (duration_ms: number) => ({ ...app.ctx, now: () => later(NOW, duration_ms) })

test('the queue is handed what it lost in one message to it, and left alone when it lost nothing', async () => {
  await requeueHooks(app.ctx)
  expect(handed).toEqual([])
  await requeueHooks(after(DAY_MS))
  expect(handed).toEqual([2])
})

test('a body is erased thirty days after it came, once it was worked on; one that a person still needs is not', async () => {
  await world.pg.query("update inbox set state = 'done'")
  await world.pg.query("update inbox set state = 'set_aside', reason = 'why' where body like '%\"B\"%'")
  const bodies = async () => (await kept(world)).map(({ state, body }) => [state, body === null])
  await eraseBodies(after(30 * DAY_MS))
  expect(await bodies()).toEqual([
    ['done', false],
    ['set_aside', false],
  ])
  await eraseBodies(after(30 * DAY_MS + 1))
  expect(await bodies()).toEqual([
    ['done', true],
    ['set_aside', false],
  ])
})
