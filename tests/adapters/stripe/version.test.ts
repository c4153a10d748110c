import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  infiniteStream,
  integer,
  nat,
  oneof,
  record,
} from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GiftState } from '../../../adapters/contract/index.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { freshStripe, openOn, subscription } from './harness.ts'

// Whatever happens to a payment, in whatever order what was seen of it arrives, the last state is what stays: an older look
// never has the version of a younger one that says something else.

let stripe: EmulatedStripe
let account: ReturnType<EmulatedStripe['connect']>
beforeAll(async () => {
  // all in one second: no time can tell which was first
  stripe = await freshStripe({ now: () => '2026-07-01T10:00:00.000Z' })
  account = stripe.connect('Théâtre du Port')
})
afterAll(async () => stripe.stop())

const step = oneof(
  record({
    do: constant('refund' as const),
    cents: integer({ min: 1, max: 7_000 }),
    gift: boolean(),
    status: constantFrom('pending' as const, 'requires_action' as const, 'succeeded' as const),
  }),
  record({
    do: constant('settle' as const),
    which: nat(5),
    status: constantFrom('pending' as const, 'succeeded' as const, 'failed' as const, 'canceled' as const),
  }),
  record({
    do: constant('dispute' as const),
    cents: integer({ min: 1, max: 12_800 }),
    inquiry: boolean(),
  }),
  record({
    do: constant('decide' as const),
    which: nat(2),
    outcome: constantFrom('lost' as const, 'won' as const),
  }),
)
type Step = typeof step extends Arbitrary<infer S> ? S : never

/** What Stripe refuses, or what makes no sense at this point, does not happen. */
function attempt(payment: string, refunds: string[], disputes: Map<string, string>, one: Step): void {
  try {
    if (one.do === 'refund')
      refunds.push(
        stripe.refund(payment, {
          cents: one.cents,
          status: one.status,
          ...(one.gift ? { metadata: { acs: 'gift' } } : {}),
        }).id,
      )
    if (one.do === 'settle') stripe.settleRefund(refunds[one.which] ?? 'none', one.status)
    if (one.do === 'dispute' && disputes.size === 0) {
      const made = stripe.dispute(payment, { cents: one.cents, inquiry: one.inquiry })
      disputes.set(made.id, one.inquiry ? 'asked' : 'open')
    }
    if (one.do === 'decide') {
      const [id, state] = [...disputes][0] ?? []
      if (!id || state === 'won') return
      if (state === 'asked') stripe.escalate(id)
      else stripe.decide(id, one.outcome)
      disputes.set(id, state === 'asked' ? 'open' : one.outcome)
    }
  } catch (refused) {
    if (!(refused instanceof Error)) throw refused
  }
}

test('any looks, in any order, leave what Stripe says last', async () => {
  await assert(
    asyncProperty(
      array(step, { minLength: 1, maxLength: 8 }),
      constantFrom('card' as const, 'sepa_debit' as const),
      infiniteStream(nat(1_000)),
      async (steps, method, order) => {
        const partner = openOn(stripe, account, { wrap: () => stripe.fetch })
        const look = async () => (await partner.order(payment.id))!.gifts[0]!
        const payment = stripe.pay(stripe.session(account, subscription(800)).id, { method })
        const looks: GiftState[] = [await look()]
        if (method === 'sepa_debit') stripe.settlePayment(payment.id, 'succeeded')
        const refunds: string[] = []
        const disputes = new Map<string, string>()
        for (const one of steps) {
          attempt(payment.id, refunds, disputes, one)
          looks.push(await look())
        }
        const last = looks.at(-1)!
        for (const [at, one] of looks.entries()) {
          const before = looks[at - 1]
          if (!before) continue
          expect(one.version).toBeGreaterThanOrEqual(before.version + (one.cents === before.cents ? 0 : 1))
        }
        // as the ledger keeps them: only what has a higher version replaces what is there
        const ranks = looks.map((one) => ({ one, rank: order.next().value }))
        const arrived = ranks.toSorted((a, b) => a.rank - b.rank).map(({ one }) => one)
        const kept = arrived.reduce((known, one) => (one.version > known.version ? one : known))
        expect(kept.cents).toBe(last.cents)
      },
    ),
    { numRuns: 50 },
  )
}, 60_000)

test('two looks that each caught one of two changes are both older than one that caught both', async () => {
  const payment = stripe.pay(stripe.session(account, subscription(800)).id)
  const hidden = (path: string) =>
    openOn(stripe, account, {
      wrap: (real) => async (input, init) => {
        const url = input instanceof Request ? input.url : String(input)
        if (!url.includes(path)) return real(input, init)
        return Response.json({ object: 'list', data: [], has_more: false, url: path })
      },
    })
  stripe.refund(payment.id, { cents: 12_200 })
  stripe.dispute(payment.id, { cents: 400 })
  const versions = await Promise.all(
    [hidden('/v1/refunds'), hidden('/v1/disputes'), openOn(stripe, account)].map(
      async (partner) => (await partner.order(payment.id))!.gifts[0]!.version,
    ),
  )
  expect(versions[2]).toBeGreaterThan(Math.max(versions[0]!, versions[1]!))
})
