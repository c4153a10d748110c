import { Stripe } from 'stripe'
import { afterEach, beforeEach } from 'vitest'
import { allowLocal } from '../../setup/network.ts'
import { type EmulatedStripe, startStripe } from './server.ts'

export const DAY_MS = 86_400_000

/** An emulated Stripe for each test, its clock standing still, and Stripe's own client to ask it. */
export interface Scene {
  stripe: EmulatedStripe
  client: Stripe
  account: ReturnType<EmulatedStripe['connect']>
  /** what names the connected account in a call */
  on: { stripeAccount: string }
  now_ms: number
}

export function freshScene(): Scene {
  const scene = {} as Scene
  beforeEach(async () => {
    scene.now_ms = Date.parse('2026-06-15T10:00:00.000Z')
    scene.stripe = await startStripe({ now: () => new Date(scene.now_ms).toISOString() })
    allowLocal(scene.stripe.url)
    scene.client = clientOf(scene.stripe, scene.stripe.key)
    scene.account = scene.stripe.connect('Théâtre du Port')
    scene.on = { stripeAccount: scene.account.facts.id }
  })
  afterEach(async () => scene.stripe.stop())
  return scene
}

export function clientOf({ url }: Pick<EmulatedStripe, 'url'>, key: string): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    httpClient: Stripe.createFetchHttpClient(),
    maxNetworkRetries: 0,
  })
}

export const line = (name: string, unit_amount: number, metadata = {}) => ({
  price_data: { currency: 'eur', unit_amount, product_data: { name } },
  quantity: 1,
  metadata,
})
/** A subscription with a gift, as a shop makes it. */
export const SESSION = {
  mode: 'payment' as const,
  line_items: [line('Abonnement', 12_000), line('Don', 800, { acs: 'gift' })],
  success_url: 'https://theatre.example.org/merci',
  metadata: { acs_version: '1' },
  payment_intent_data: { metadata: { shop: '7' } },
}

/** What a call was refused with; null when it was not. */
export const said = async (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error as Stripe.errors.StripeError,
  )
