import { createAdaptorServer } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { createSession, expireSession, type NewSession } from './acts/checkout.ts'
import { contest, decide, dispute, type Disputing, escalate, reinstate } from './acts/dispute.ts'
import { capture, chargeOf, pay, payDirectly, type Paying, settlePayment } from './acts/pay.ts'
import { payOut, settlePayout } from './acts/payout.ts'
import { noteOnRefund, refund, type Refunding, settleRefund } from './acts/refund.ts'
import { stripeApp } from './api/app.ts'
import { noFaults } from './faults.ts'
import { emit } from './events.ts'
import { idSource } from './ids.ts'
import { newAccount } from './objects/account.ts'
import { addEndpoint, makePostman, rollSecret } from './postman.ts'
import { type Account, find, holderOf, openAccount, type World } from './world.ts'

export interface StripeOptions {
  /** ISO 8601; the machine's own by default */
  now?: () => string
  /** 0, the default: any port that is free */
  port?: number
  /** the platform's secret key */
  key?: string
  livemode?: boolean
  /** ids follow from it: the same seed, the same ids */
  seed?: number
  /** how events are sent; a test may stand between */
  post?: typeof fetch
}

/**
 * An emulated Stripe for tests, with what Fauteuil uses of the real one and its habits: one fact told by several events,
 * deliveries again, twice and out of order, money that comes days later. Everything happens by the verbs below and by
 * the clock that is passed in; nothing by a timer. `test:stripe` holds its answers against Stripe's own OpenAPI.
 *
 *     const stripe = await startStripe({ now })
 *     const account = stripe.connect('Théâtre du Port')
 *     const { secrets } = stripe.addEndpoint({ url: `${origin}/hooks/stripe` })
 *     const session = stripe.session(account, { … })
 *     const payment = stripe.pay(session.id)
 *     await stripe.mail.settled()
 */
export async function startStripe(options: StripeOptions = {}) {
  const { now = () => new Date().toISOString(), port = 0, livemode = false } = options
  const id = idSource(options.seed ?? 1)
  const now_ms = (): number => Date.parse(now())
  const world: World = {
    now_ms,
    id,
    livemode,
    key: options.key ?? `sk_${livemode ? 'live' : 'test'}_the_platform_of_the_tests`,
    url: '',
    platform: {
      facts: newAccount({
        id: id('acct'),
        created: Math.floor(now_ms() / 1_000),
        name: 'Les Sorties Solidaires',
      }),
      revoked: false,
      objects: new Map(),
      items: new Map(),
      paid_out: new Map(),
    },
    accounts: new Map(),
    endpoints: [],
    deliveries: [],
    asked: [],
    under_way: new Set(),
    faults: noFaults(),
    wake: () => mail.wake(),
  }
  const mail = makePostman(world, options.post ?? ((...call) => fetch(...call)))
  const app = stripeApp(world)
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const at = (what: string): Account => holderOf(world, what)
  const chargedFor = (payment: string) => chargeOf(at(payment), find(at(payment), 'payment_intent', payment))
  return {
    url: world.url,
    key: world.key,
    world,
    /** The same API without a connection between, for tests that call it very often. */
    fetch: async (...call: Parameters<typeof fetch>): Promise<Response> => app.fetch(new Request(...call)),
    /** calls as they came */
    asked: world.asked,
    /** what goes wrong with calls; change its fields */
    faults: world.faults,
    /** the events on their way: held, released, sent again */
    mail,
    /** A new connected account. */
    connect: (name: string): Account => openAccount(world, name),
    /** The donee takes the platform's access away. */
    revoke(account: Account): void {
      account.revoked = true
      emit(world, account, 'account.application.deauthorized', {
        id: 'ca_1Pemu',
        object: 'application',
        name: 'Fauteuil',
      })
    },
    addEndpoint: (endpoint: Parameters<typeof addEndpoint>[1]) => addEndpoint(world, endpoint),
    rollSecret: (endpoint: ReturnType<typeof addEndpoint>) => rollSecret(world, endpoint),
    /** Any event at all, such as one of a type that nobody expects. */
    tell: (account: Account, type: string, object: object): void => emit(world, account, type, object),

    /** A Checkout Session, made by the shop itself. */
    session: (account: Account, asked: NewSession) => createSession(world, account, asked),
    expire: (session: string) => expireSession(world, at(session), session),
    /** The buyer pays; answers the payment. */
    pay: (session: string, paying?: Paying) => pay(world, at(session), session, paying),
    /** How a SEPA debit ended, some days later. */
    settlePayment: (payment: string, outcome: 'succeeded' | 'failed') =>
      settlePayment(world, at(payment), payment, outcome),
    capture: (payment: string, cents?: number) => capture(world, at(payment), payment, cents),
    /** A payment of the same shop that has nothing to do with Checkout. */
    payDirectly: (account: Account, cents: number) => payDirectly(world, account, cents),

    /** The shop pays back; answers the refund. */
    refund: (payment: string, refunding: Refunding = {}) =>
      refund(world, at(payment), chargedFor(payment), refunding),
    settleRefund: (made: string, status: 'pending' | 'succeeded' | 'failed' | 'canceled') =>
      settleRefund(world, at(made), made, status),
    noteOnRefund: (made: string, metadata: Record<string, string>) =>
      noteOnRefund(world, at(made), made, metadata),

    /** The buyer's bank takes the money back. */
    dispute: (payment: string, disputing: Disputing = {}) =>
      dispute(world, at(payment), chargedFor(payment), disputing),
    escalate: (made: string) => escalate(world, at(made), made),
    contest: (made: string) => contest(world, at(made), made),
    decide: (made: string, outcome: 'won' | 'lost' | 'warning_closed', how?: { reinstated?: boolean }) =>
      decide(world, at(made), made, outcome, how),
    reinstate: (made: string) => reinstate(world, at(made), made),

    /** What became available goes to the bank; null when there is nothing. */
    payOut: (account: Account) => payOut(world, account),
    settlePayout: (made: string, status: 'paid' | 'failed' | 'canceled') =>
      settlePayout(world, at(made), made, status),

    async stop(): Promise<void> {
      await mail.settled()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type EmulatedStripe = Awaited<ReturnType<typeof startStripe>>
