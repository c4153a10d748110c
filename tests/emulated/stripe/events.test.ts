import { describe, expect, test } from 'vitest'
import { listen } from '../../adapters/open/harness.ts'
import { DAY_MS, freshScene, said, SESSION } from './scene.ts'
import { startStripe } from './server.ts'
import { all } from './world.ts'

const scene = freshScene()
const typesOf = () => all(scene.account, 'event').map(({ type }) => type)

describe('events', () => {
  test('tell one fact several times, in the same second, and are delivered signed', async () => {
    const shop = await listen()
    const { secrets } = scene.stripe.addEndpoint({ url: shop.url })
    const { id } = scene.stripe.session(scene.account, SESSION)
    scene.stripe.pay(id)
    await scene.stripe.mail.settled()
    expect(typesOf()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'checkout.session.completed',
    ])
    expect(shop.received).toHaveLength(5)
    for (const { headers, body } of shop.received) {
      const signature = headers.get('stripe-signature') ?? ''
      const event = await scene.client.webhooks.constructEventAsync(
        body,
        signature,
        secrets[0]!,
        300,
        undefined,
        scene.now_ms,
      )
      expect(event).toMatchObject({
        account: scene.account.facts.id,
        created: scene.now_ms / 1_000,
        livemode: false,
      })
    }
    const listed = await scene.client.events.list({ type: 'checkout.session.completed' }, scene.on)
    expect(listed.data.map(({ pending_webhooks }) => pending_webhooks)).toEqual([0])
    await shop.stop()
  })

  test('go to endpoints that ask for them, and those of the platform elsewhere', async () => {
    const shop = await listen()
    scene.stripe.addEndpoint({ url: shop.url, events: ['charge.succeeded'] })
    scene.stripe.addEndpoint({ url: shop.url, connect: false })
    scene.stripe.payDirectly(scene.account, 500)
    await scene.stripe.mail.settled()
    expect(shop.received).toHaveLength(1)
    await shop.stop()
  })

  test('are sent again until they are taken, three days at most, each time with a new time', async () => {
    const shop = await listen()
    scene.stripe.addEndpoint({ url: shop.url, events: ['charge.succeeded'] })
    shop.answer.status = 500
    scene.stripe.payDirectly(scene.account, 500)
    await scene.stripe.mail.settled()
    await scene.stripe.mail.deliver()
    expect(shop.received).toHaveLength(1)
    scene.now_ms += 5 * 60_000
    await scene.stripe.mail.deliver()
    const times = shop.received.map(
      ({ headers }) => /t=(\d+)/.exec(headers.get('stripe-signature') ?? '')?.[1],
    )
    expect(new Set(times).size).toBe(2)
    for (let day = 0; day < 12; day += 1) {
      scene.now_ms += DAY_MS / 2
      await scene.stripe.mail.deliver()
    }
    expect(shop.received).toHaveLength(11)
    expect(scene.stripe.mail.waiting()).toEqual([])
    await shop.stop()
  })

  test('are held, turned round, doubled, and sent again long after', async () => {
    const shop = await listen()
    scene.stripe.addEndpoint({ url: shop.url })
    scene.stripe.mail.hold()
    scene.stripe.payDirectly(scene.account, 500)
    scene.stripe.payDirectly(scene.account, 600)
    expect(shop.received).toEqual([])
    await scene.stripe.mail.release({ order: (waiting) => waiting.toReversed(), times: 2 })
    const ids = shop.received.map(({ body }) => (JSON.parse(body) as { id: string }).id)
    const made = scene.stripe.world.deliveries.map(({ event }) => event.id)
    expect(ids).toEqual([...made.toReversed(), ...made.toReversed()])
    scene.now_ms += 3 * DAY_MS
    await scene.stripe.mail.again(({ event }) => event.type === 'charge.succeeded')
    expect(shop.received).toHaveLength(2 * made.length + 2)
    await shop.stop()
  })

  test('are signed with both secrets while one is rotated', async () => {
    const shop = await listen()
    const endpoint = scene.stripe.addEndpoint({ url: shop.url, events: ['charge.succeeded'] })
    const [old = ''] = endpoint.secrets
    const { secret, retire } = scene.stripe.rollSecret(endpoint)
    scene.stripe.payDirectly(scene.account, 500)
    await scene.stripe.mail.settled()
    retire()
    scene.stripe.payDirectly(scene.account, 500)
    await scene.stripe.mail.settled()
    const good = async (at: number, with_secret: string) => {
      const { headers, body } = shop.received[at]!
      const signature = headers.get('stripe-signature') ?? ''
      return (
        (await said(
          scene.client.webhooks.constructEventAsync(
            body,
            signature,
            with_secret,
            300,
            undefined,
            scene.now_ms,
          ),
        )) === null
      )
    }
    expect([await good(0, old), await good(0, secret)]).toEqual([true, true])
    expect([await good(1, old), await good(1, secret)]).toEqual([false, true])
    await shop.stop()
  })
})

test('the same seed makes the same ids, in no order', async () => {
  const other = await startStripe({ seed: 1 })
  expect(other.connect('x').facts.id).toBe(scene.account.facts.id)
  const ids = Array.from({ length: 20 }, () => other.world.id('pi'))
  expect(ids.toSorted((a, b) => a.localeCompare(b))).not.toEqual(ids)
  expect(new Set(ids).size).toBe(20)
  await other.stop()
})
