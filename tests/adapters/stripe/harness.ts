import { type Partner, partnerHttp } from '../../../adapters/contract/index.ts'
import { stripe as adapter } from '../../../adapters/stripe/index.ts'
import type { Fetch, Harness, Venue } from '../../contract/harness.ts'
import { type EmulatedStripe, startStripe, type StripeOptions } from '../../emulated/stripe/server.ts'
import type { NewSession } from '../../emulated/stripe/acts/checkout.ts'
import { allowLocal } from '../../setup/network.ts'
import { ENABLE, listen } from '../open/harness.ts'

type Account = ReturnType<EmulatedStripe['connect']>

/** An emulated Stripe of its own; gone with the test. */
export async function freshStripe(options: StripeOptions = {}): Promise<EmulatedStripe> {
  const stripe = await startStripe(options)
  allowLocal(stripe.url)
  return stripe
}

/** The adapter, opened on an account, with the network as the test wants it. */
export function openOn(
  stripe: Pick<EmulatedStripe, 'url' | 'key'>,
  account: { facts: Pick<Account['facts'], 'id'> },
  {
    wrap = (real) => real,
    now = () => new Date().toISOString(),
  }: { wrap?: (real: Fetch) => Fetch; now?: () => string } = {},
): Required<Pick<Partner, 'enable' | 'disable' | 'order' | 'pay' | 'reconcile'>> {
  const partner = adapter.open(
    { settings: { account: account.facts.id }, credentials: {}, provision: null },
    {
      now,
      own: { address: stripe.url, key: stripe.key, signing: [] },
      http: (tools) =>
        partnerHttp(tools, {
          fetch: wrap((...call) => fetch(...call)),
          guard: () => {},
          sleep: async (ms) => new Promise((done) => setTimeout(done, ms)),
          now_ms: Date.now,
          pace_ms: 0,
          timeout_ms: 5_000,
          max_bytes: 5_000_000,
        }),
    },
  )
  return partner as Required<Partner>
}

export const line = (name: string, unit_amount: number, metadata: Record<string, string> = {}) => ({
  price_data: { currency: 'eur', unit_amount, product_data: { name } },
  metadata,
})
/** A season's subscription of 120 €, and a gift when it is more than nothing. */
export const subscription = (cents: number, more: Partial<NewSession> = {}): NewSession => ({
  mode: 'payment',
  line_items: [line('Abonnement', 12_000), ...(cents > 0 ? [line('Don', cents, { acs: 'gift' })] : [])],
  success_url: 'https://theatre.example.org/merci',
  metadata: { acs_version: '3', acs_shown: 'Ouvrir une place', acs_chosen: String(cents), cart: '77' },
  ...more,
})

/** The venue's own till, on the emulated Stripe: what the adapter never does. */
function venueOf(stripe: EmulatedStripe, account: Account): Venue {
  const gifts = new Map<string, number>()
  const takeBack = (order: string, cents: number, metadata?: Record<string, string>) => {
    gifts.set(order, (gifts.get(order) ?? 0) - cents)
    stripe.refund(order, { cents, metadata })
  }
  const none = async (): Promise<never> => {
    throw new Error('Stripe plays nothing.')
  }
  return {
    newPerformance: none,
    movePerformance: none,
    cancelPerformance: none,
    fillPerformance: none,
    count: none,
    scanAtDoor: none,
    async buyWithGift({ cents }) {
      const payment = stripe.pay(stripe.session(account, subscription(cents)).id)
      gifts.set(payment.id, cents)
      return payment.id
    },
    // a gift can only become less: what is paid back of it names it
    changeGift: async (order, cents) => takeBack(order, (gifts.get(order) ?? 0) - cents, { acs: 'gift' }),
    cancelGift: async (order) => takeBack(order, gifts.get(order) ?? 0, { acs: 'gift' }),
    cancelOrder: async (order) => {
      stripe.refund(order)
    },
  }
}

export async function makeHarness(): Promise<Harness> {
  const stripe = await freshStripe()
  const account = stripe.connect('Théâtre du Port')
  const hooks = await listen()
  const endpoint = stripe.addEndpoint({ url: hooks.url })
  return {
    adapter,
    open: (_provision, wrap) => openOn(stripe, account, wrap ? { wrap } : {}),
    enable: { hook: { url: hooks.url, signing_secret: '' }, step: ENABLE },
    secrets: { tokens: [], signing: endpoint.secrets, key: stripe.key },
    venue: venueOf(stripe, account),
    async hooksAfter(act) {
      await stripe.mail.settled()
      const before = hooks.received.length
      await act()
      await stripe.mail.settled()
      return hooks.received.slice(before)
    },
    now: () => new Date().toISOString(),
    async stop() {
      await stripe.stop()
      await hooks.stop()
    },
  }
}
