import { delay, http, HttpResponse } from 'msw'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { freshWorld, type World } from '../setup/world.ts'
import { connect, deliver, fromPretix, kept, paid, type Sent } from './sending.ts'

let world: World
let app: TestApp
let sent: Sent
beforeAll(async () => {
  world = await freshWorld()
  app = testApp(world)
  sent = await fromPretix(app, { connection_id: await connect(app, world, 'pretix'), body: paid('ABCD3', 7) })
})

const said = (code: string) => HttpResponse.json({ message: 'not now', code }, { status: 400 })
test.each([
  ['that cannot be reached', () => HttpResponse.error()],
  ['whose proxy is down', () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })],
  ['that has no connection left', () => said('53300')],
  ['that is shutting down', () => said('57P01')],
  ['that answers nonsense', () => new HttpResponse('<html>', { status: 200 })],
])('a database %s: 503, later again, and nothing was acknowledged', async (_, answer) => {
  network.use(http.post(world.database.neonEndpoint, answer))
  const refused = await deliver(app, sent)
  expect([refused.status, refused.code]).toEqual([503, 'database_unavailable'])
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(app.enqueued).toEqual([])
  network.resetHandlers()
  expect(await kept(world)).toEqual([])
})

test('what authenticates a webhook is never written into the log', () => {
  expect(app.logged.length).toBeGreaterThan(3)
  expect(JSON.stringify(app.logged)).not.toContain(sent.token)
  expect(JSON.stringify(app.logged)).not.toContain('ABCD3')
})

test('the ticketing sends it again, and it is stored once', async () => {
  network.use(
    http.post(
      world.database.neonEndpoint,
      async () => {
        await delay(1)
        return HttpResponse.error()
      },
      { once: true },
    ),
  )
  expect((await deliver(app, sent)).status).toBe(503)
  expect((await deliver(app, sent)).outcome).toBe('stored')
  expect(await kept(world)).toHaveLength(1)
})
