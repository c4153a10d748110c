import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { requeueHooks } from '../../src/hooks/index.ts'
import { later, MINUTE_MS } from '../../src/platform/clock.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'
import { changed, connect, deliver, fromOpen, fromPretix, gave, kept, paid, type Sent } from './sending.ts'

// No partner is there: a call to one would fail the test. What is not kept must leave no trace but its refusal.

const LIMIT = 64 * 1024
let world: World
let app: TestApp
let pretix: string
let open: string
const queue = { down: false }

beforeAll(async () => {
  world = await freshWorld()
  const ids: string[] = []
  app = testApp(world, {
    enqueue: async (some) => {
      if (queue.down) throw new Error('the queue is down')
      ids.push(...some)
    },
  })
  app.enqueued = ids
  pretix = await connect(app, world, 'pretix')
  open = await connect(app, world, 'open')
})
beforeEach(async () => {
  await world.pg.query('delete from inbox')
  app.enqueued.length = 0
})
afterEach(() => {
  queue.down = false
})

const genuine = (body = paid('ABCD3', 1)) => fromPretix(app, { connection_id: pretix, body })
const signed = (changes: { id?: string; at?: string; body?: string } = {}) =>
  fromOpen(app, { connection_id: open, body: gave('A'), ...changes })

describe('a webhook that is kept', () => {
  test('is stored in one round trip, handed to the queue by its id, and answered 202', async () => {
    await world.database.resetRoundTrips()
    const answer = await deliver(app, await genuine())
    expect(await world.database.roundTrips()).toBe(1)
    expect([answer.status, answer.outcome]).toEqual([202, 'stored'])
    const [stored, ...more] = await kept(world)
    expect(more).toEqual([])
    expect(stored).toMatchObject({ connection_id: pretix, event_id: '1', state: 'received', tries: 0 })
    expect(stored?.body).toBe(paid('ABCD3', 1))
    expect(app.enqueued).toEqual([stored?.id])
  })

  test('is stored once, however often and however much at once it comes', async () => {
    const first = await deliver(app, await signed({ id: 'msg_1' }))
    await world.database.resetRoundTrips()
    const again = await deliver(app, await signed({ id: 'msg_1' }))
    expect(await world.database.roundTrips()).toBe(1)
    expect([first.outcome, again.outcome, again.status]).toEqual(['stored', 'duplicate', 202])

    const together = await Promise.all(
      Array.from({ length: 12 }, async () => deliver(app, await signed({ id: 'msg_2' }))),
    )
    expect(together.map(({ status }) => status)).toEqual(Array(12).fill(202))
    expect(together.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1)
    expect((await kept(world)).map(({ event_id }) => event_id)).toEqual(['msg_1', 'msg_2'])
    expect(app.enqueued).toHaveLength(2)
  })

  test('is another connection’s own, even under the same event', async () => {
    const other = await connect(app, world, 'open')
    await deliver(app, await signed({ id: 'msg_1' }))
    const theirs = await fromOpen(app, { connection_id: other, body: gave('A'), id: 'msg_1' })
    expect((await deliver(app, theirs)).outcome).toBe('stored')
    expect(await kept(world)).toHaveLength(2)
  })

  test('waits for the sweep while the queue is down', async () => {
    queue.down = true
    expect((await deliver(app, await genuine())).status).toBe(202)
    expect(app.logged.at(-1)).toMatchObject({ event: 'enqueue_failed' })
    queue.down = false
    await requeueHooks(app.ctx)
    expect(app.enqueued).toEqual([])
    await requeueHooks({ ...app.ctx, now: () => later(NOW, MINUTE_MS) })
    expect(app.enqueued).toEqual((await kept(world)).map(({ id }) => id))
  })

  test('may come to a connection that was disabled: what was sold there can still change', async () => {
    const connection_id = await connect(app, world, 'open', { state: 'disabled' })
    const sent = await fromOpen(app, { connection_id, body: gave('A') })
    expect((await deliver(app, sent)).status).toBe(202)
  })

  test('may hold anything, when it came to a genuine address', async () => {
    for (const body of ['', '{', '\u0000', '\ud83c', 'é'.repeat(9), '{"code": "\\u0000"}']) {
      expect([body, (await deliver(app, await genuine(body))).status]).toEqual([body, 202])
    }
    expect(await kept(world)).toHaveLength(6)
  })
})

describe('a webhook that is not genuine is answered 401 and not kept:', () => {
  const wrong: [string, () => Promise<Sent>][] = [
    ['a wrong token', async () => ({ ...(await genuine()), token: 'f'.repeat(64) })],
    ['the token of another connection', async () => ({ ...(await genuine()), connection_id: open })],
    [
      'the token of another platform',
      async () => {
        const { token } = await fromOpen(app, { connection_id: pretix, body: '' })
        return { ...(await genuine()), token }
      },
    ],
    ['the token of another generation', async () => ({ ...(await genuine()), generation: 2 })],
    ['a platform whose rules it does not meet', async () => ({ ...(await genuine()), platform: 'open' })],
    ['no signature', async () => ({ ...(await signed()), headers: {} })],
    ['another body than was signed', async () => ({ ...(await signed()), body: gave('B') })],
    [
      'another event than was signed',
      async () => {
        const sent = await signed()
        return { ...sent, headers: { ...sent.headers, 'webhook-id': 'msg_other' } }
      },
    ],
    [
      'the signature of another connection',
      async () => {
        const { headers } = await fromOpen(app, { connection_id: pretix, body: gave('A') })
        return { ...(await signed()), headers }
      },
    ],
    ['a signature from six minutes ago', () => signed({ at: later(NOW, -6 * MINUTE_MS) })],
    ['a signature from the future', () => signed({ at: later(NOW, 6 * MINUTE_MS) })],
  ]

  test.each(wrong)('%s', async (_, making) => {
    const sent = await making()
    await world.database.resetRoundTrips()
    const { status, code, reason } = await deliver(app, sent)
    expect([status, code, reason]).toEqual([401, 'hook_not_genuine', expect.stringMatching(/./)])
    expect(await world.database.roundTrips()).toBe(0)
    expect(await kept(world)).toEqual([])
  })
})

describe('an address that is no more is answered 410 and not kept:', () => {
  const gone: [string, () => Promise<Sent>][] = [
    ['a platform that nobody knows', async () => ({ ...(await genuine()), platform: 'constructor' })],
    ['a connection that is not there', () => fromPretix(app, { connection_id: uuidv7(), body: '{}' })],
    ['a connection whose id is none', async () => ({ ...(await genuine()), connection_id: '1' })],
    ['a generation to come', () => fromPretix(app, { connection_id: pretix, body: '{}', generation: 2 })],
    ['generation 0', async () => ({ ...(await genuine()), generation: 0 })],
    ['a generation that is no number', async () => ({ ...(await genuine()), generation: 'one' })],
    ['a generation beyond any', async () => ({ ...(await genuine()), generation: 1e9 })],
    [
      'a connection that was never enabled',
      async () =>
        fromPretix(app, {
          connection_id: await connect(app, world, 'pretix', { state: 'draft' }),
          body: '{}',
        }),
    ],
  ]

  test.each(gone)('%s', async (_, making) => {
    const { status, code } = await deliver(app, await making())
    expect([status, code]).toEqual([410, 'hook_unknown'])
    expect(await kept(world)).toEqual([])
  })
})

describe('a webhook of more than 64 KB', () => {
  const chunked = (bytes: number) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let left = bytes; left > 0; left -= 1_000)
          controller.enqueue(new Uint8Array(Math.min(left, 1_000)).fill(32))
        controller.close()
      },
    })
  const filled = (bytes: number) => changed('A').padEnd(bytes)

  test.each([
    ['that says so', filled(LIMIT + 1), { 'content-length': String(LIMIT + 1) }],
    ['that does not say so', filled(LIMIT + 1), {}],
    ['that comes in pieces', chunked(LIMIT + 1), {}],
    ['of fewer characters', 'é'.repeat(LIMIT / 2 + 1), {}],
  ])('%s is neither hashed nor kept', async (_, body, headers) => {
    const sent = await genuine()
    const hashing = [vi.spyOn(crypto.subtle, 'digest'), vi.spyOn(crypto.subtle, 'deriveBits')]
    const { status, code } = await deliver(app, { ...sent, headers, body })
    expect([status, code]).toEqual([413, 'body_too_large'])
    for (const spy of hashing) expect(spy).not.toHaveBeenCalled()
    expect(await kept(world)).toEqual([])
  })

  test('is one byte more than what is taken', async () => {
    for (const body of [filled(LIMIT), chunked(LIMIT)]) {
      expect((await deliver(app, { ...(await genuine()), body })).status).toBe(202)
    }
  })
})
