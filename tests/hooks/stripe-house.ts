import { afterAll, expect } from 'vitest'
import { EVENTS } from '../../adapters/stripe/hooks.ts'
import { workBatch } from '../../src/hooks/index.ts'
import type { Context } from '../../src/platform/context.ts'
import { freshStripe } from '../adapters/stripe/harness.ts'
import type { EmulatedStripe } from '../emulated/stripe/server.ts'
import { ORIGIN, testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type Actor, type World } from '../setup/world.ts'

const stopping: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stopping) await stop()
})

/** The whole API and an emulated Stripe that sends its events to it; both on one clock, which stands still. */
export interface House {
  world: World
  app: TestApp
  stripe: EmulatedStripe
  /** the donee's account, connected and enabled for the world's structure */
  account: ReturnType<EmulatedStripe['connect']>
  connection_id: string
  endpoint: ReturnType<EmulatedStripe['addEndpoint']>
  clock: { now_ms: number }
  /** what the deployment was given */
  own: { address: string; key: string; signing: string[] }
  connect(account: string, who?: Actor, structure?: Actor): ReturnType<TestApp['ask']>
  /** waits for what Stripe sends, then works on all that waits */
  settle(ctx?: Context): Promise<void>
  /** cents by payment, as they are booked */
  booked(): Promise<Record<string, number>>
}

export async function freshHouse(): Promise<House> {
  const world = await freshWorld({ seat_price_cents: 1_200 })
  const clock = { now_ms: Date.parse(NOW) }
  const now = () => new Date(clock.now_ms).toISOString()
  const stripe = await freshStripe({
    now,
    post: async (url, init) => app.app.request(new URL(url as string).pathname, init),
  })
  stopping.push(async () => stripe.stop())
  const account = stripe.connect('Théâtre du Port')
  const endpoint = stripe.addEndpoint({ url: `${ORIGIN}/hooks/stripe`, events: [...EVENTS] })
  const own = { address: stripe.url, key: stripe.key, signing: endpoint.secrets }
  const app: TestApp = testApp(world, {
    now,
    own: { stripe: own },
    private_addresses_allowed: [new URL(stripe.url).host],
  })
  const house: House = {
    world,
    app,
    stripe,
    account,
    connection_id: '',
    endpoint,
    clock,
    own,
    connect: async (id, who = world.operator, structure = world.structure) =>
      app.ask(who, 'POST', '/v1/connections', {
        platform: 'stripe',
        structure_id: structure.organisation_id,
        settings: { account: id },
        credentials: {},
      }),
    async settle(ctx = app.ctx) {
      await stripe.mail.settled()
      while (app.enqueued.length > 0) await workBatch(ctx, app.enqueued.splice(0, 100))
    },
    async booked() {
      const { rows } = await world.pg.query<{ reference: string; cents: string }>(
        'select reference, posted_cents as cents from gift where connection_id = $1',
        [house.connection_id],
      )
      return Object.fromEntries(rows.map(({ reference, cents }) => [reference.split('/')[1], Number(cents)]))
    },
  }
  const made = await house.connect(account.facts.id)
  expect(made.status).toBe(201)
  house.connection_id = made.body.id
  const enabled = await app.ask(world.structure, 'POST', `/v1/connections/${house.connection_id}/enable`)
  expect(enabled.body).toMatchObject({ state: 'enabled' })
  return house
}
