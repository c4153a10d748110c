import type { Play } from '../play.ts'
import { beside } from '../steps/deploying.ts'
import { comeBack, give } from '../steps/donation.ts'
import { forgeEdge, subscribe } from '../steps/edge.ts'
import { days, pass } from '../steps/time.ts'
import { skewOfWorker } from '../steps/weather.ts'
import { tell } from '../subscribers.ts'
import type { Control } from './control.ts'
import { does, fault, ignore, whileLocked } from './provoke.ts'

const keep = 'src/step/keep_consent.sql'
const name = 'src/step/name_order.sql'
const pressed = (presses: number) => give.of({ gifts: [2_000], method: 'card', presses, again: false })
const comes = comeBack.of({ which: 0, method: 'card', presses: 1 })
const subscribed = (choices: number[], times = 1) =>
  subscribe.of({ theatre: 0, choices, told: 'in order', times, same_browser: false })
const noLock = {
  file: name,
  find: "perform pg_advisory_xact_lock(hashtextextended((p->>'structure_id') || (p->>'order'), 0));",
  put: '',
}

/** These are told at the same moment, each of a cart in which something was chosen. Answers the orders that have a consent then. */
async function toldAtOnce(play: Play, orders: readonly { cart: string; order: string }[]): Promise<string[]> {
  const choice = { version: '0123456789ab', language: 'fr', cents: 800, typed: '' }
  for (const cart of new Set(orders.map((one) => one.cart))) {
    const intent = `00000000-0000-4000-8000-00000000000${cart[0]}`
    await tell(play, 0, 'consents', { ...choice, intent, cart }, 1)
  }
  const told = orders.map((one) => async () => tell(play, 0, 'orders', one, 1))
  await whileLocked(play, 'select from consent for update', [], told)
  const rows = await play.rows<{ order: string }>('select "order" from consent where "order" is not null')
  // nobody has chosen any of it
  await play.scene.pg.query('delete from consent')
  return rows.map(({ order }) => order)
}
const CART = '1'.repeat(64)
const OTHER = '2'.repeat(64)

const twoCarts: Control['provoke'] = async (play) => {
  const orders = await toldAtOnce(play, [
    { cart: CART, order: 'ONE' },
    { cart: OTHER, order: 'ONE' },
  ])
  if (orders.length !== 1) play.scene.complaints.push(`an order has ${orders.length} consents`)
}
const twoOrders: Control['provoke'] = async (play) => {
  const [first] = await toldAtOnce(play, [
    { cart: CART, order: 'ONE' },
    { cart: CART, order: 'TWO' },
  ])
  if (first !== 'ONE') play.scene.complaints.push(`an order lost its consent to ${first}`)
}

export const consentControls: readonly Control[] = [
  {
    protection: 'one intent opens one page (the provider’s idempotency key)',
    without: {
      worker: [
        {
          file: 'adapters/stripe/pay.ts',
          find: 'stripe.checkout.sessions.create(session, { idempotencyKey })',
          put: 'stripe.checkout.sessions.create(session, { idempotencyKey: idempotencyKey + crypto.randomUUID() })',
        },
      ],
    },
    provoke: async (play) => does(play, pressed(2)),
    caught_by: /One intent, .* opened/,
  },
  {
    protection: 'a payment that is asked for again is the same request (it says no time)',
    without: {
      worker: [
        {
          file: 'src/step/payments.ts',
          find: 'chosen_cents: String(cents) },',
          put: 'chosen_cents: String(cents), chosen_at: ctx.now() },',
        },
      ],
    },
    async provoke(play) {
      fault(play, 'partner', 'stripe checkout', 'lose the answer')
      await does(play, pressed(1), pass.of({ duration_ms: 3_000 }), comes)
    },
    caught_by: /A press of .* was answered .*idempotency_key_reused/,
  },
  {
    protection: 'a gift that is booked is not paid again by its intent',
    without: {
      worker: [
        {
          file: 'src/gifts/open-payment.ts',
          find: 'if (found.given) return { payment: found.given, url: request.paid_url, ends_at: ctx.now() }',
          put: '',
        },
      ],
    },
    provoke: async (play) => does(play, pressed(1), days.of({ hours: 38 }), comes),
    caught_by: /One intent, .* opened/,
  },
  {
    protection: 'a choice is kept once (its intent)',
    without: { functions: [{ file: keep, find: '\n  on conflict (intent) do nothing', put: '' }] },
    provoke: async (play) => does(play, subscribed([800, 1_200], 2)),
    caught_by: /refused keep_consent: 23505/,
  },
  {
    protection: 'what was told last of a cart was chosen last, whatever a Worker’s clock says',
    without: {
      functions: [
        { file: keep, find: "greatest((p->>'now')::timestamptz,", put: "coalesce((p->>'now')::timestamptz," },
      ],
    },
    provoke: async (play) =>
      does(
        play,
        beside.of({}),
        skewOfWorker.of({ worker: 0, skew_s: -30 }),
        subscribed([800, 1_200]),
        subscribed([800, 1_200, 400]),
        subscribed([800, 1_200]),
      ),
    caught_by: /another consent than its last choice/,
  },
  {
    protection: 'an order that two carts name at once is named once (lock of the order)',
    without: { functions: [noLock] },
    provoke: twoCarts,
    caught_by: /refused name_order: 23505/,
  },
  {
    protection: 'an order has one consent (consent_of_order)',
    in_both: { functions: [noLock] },
    without: { sql: ['drop index consent_of_order'] },
    async provoke(play) {
      await twoCarts(play)
      ignore(play, /refused name_order|answered 500/)
    },
    caught_by: /an order has 2 consents/,
  },
  {
    protection: 'an order keeps its consent when another is told of the same cart at once',
    without: {
      functions: [
        { file: name, find: "where intent = last and cart = p->>'cart'", put: 'where intent = last' },
      ],
    },
    provoke: twoOrders,
    caught_by: /an order lost its consent to TWO/,
  },
  {
    protection: 'only a structure’s own edge tells of carts (its token)',
    without: {
      worker: [
        {
          file: 'src/step/edge-token.ts',
          find: '!tokens.some((token) => sameSecret(authorization, `Bearer ${token}`))',
          put: 'tokens.length === 0',
        },
      ],
    },
    provoke: async (play) => does(play, forgeEdge.of({ theatre: 0, how: 'the other theatre’s token' })),
    caught_by: /I9: .* told by/,
  },
]
