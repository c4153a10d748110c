import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HookSecrets } from '../../../adapters/contract/index.ts'
import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { stripe as adapter } from '../../../adapters/stripe/index.ts'
import type { CapturedHook } from '../../contract/harness.ts'
import { signatureOf } from '../../emulated/stripe/postman.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'
import { listen } from '../open/harness.ts'
import { freshStripe, subscription } from './harness.ts'

// What comes from Stripe: whether it is genuine, what is kept of it, and where it says to look.

const NOW = '2026-07-01T10:00:00.000Z'
const NOW_S = Date.parse(NOW) / 1_000
let stripe: EmulatedStripe
let shop: Awaited<ReturnType<typeof listen>>
let secrets: HookSecrets
let account: ReturnType<EmulatedStripe['connect']>

beforeAll(async () => {
  stripe = await freshStripe({ now: () => NOW })
  shop = await listen()
  account = stripe.connect('Théâtre du Port')
  secrets = { tokens: [], signing: stripe.addEndpoint({ url: shop.url }).secrets, key: stripe.key }
})
afterAll(async () => {
  await stripe.stop()
  await shop.stop()
})

/** The events that something causes, as they came. */
async function caused(act: () => unknown): Promise<{ type: string; hook: CapturedHook }[]> {
  await stripe.mail.settled()
  const before = shop.received.length
  act()
  await stripe.mail.settled()
  return shop.received
    .slice(before)
    .map((hook) => ({ type: (JSON.parse(hook.body) as { type: string }).type, hook }))
}
const signed = (body: string, at_ms = Date.parse(NOW), by = secrets.signing): CapturedHook => ({
  token: '',
  body,
  headers: new Headers({
    'stripe-signature': signatureOf({ secrets: [...by] }, body, Math.floor(at_ms / 1_000)),
  }),
})
const verify = async (hook: CapturedHook, changes: Partial<HookSecrets> = {}, now = NOW) =>
  adapter.verify({ ...hook, now }, { ...secrets, ...changes })

describe('a webhook', () => {
  test('says whose it is; of what it tells only where to look is kept', async () => {
    const [{ hook } = { hook: signed('') }] = (
      await caused(() =>
        stripe.pay(stripe.session(account, subscription(800)).id, { email: 'claire@example.org' }),
      )
    ).filter(({ type }) => type === 'checkout.session.completed')
    const verdict = await verify(hook)
    expect(verdict).toMatchObject({
      genuine: true,
      event_id: expect.stringMatching(/^evt_/),
      account: account.facts.id,
    })
    const kept = verdict.genuine ? (verdict.kept ?? '') : ''
    expect(hook.body).toMatch(/claire@example\.org/)
    expect(kept).not.toMatch(/claire|Dupont|address|acs_/)
    expect(adapter.read(kept)).toEqual(adapter.read(hook.body))
  })

  const five_minutes_ms = 300_000
  test.each([
    ['now', 0, true],
    ['five minutes ago', -five_minutes_ms, true],
    ['longer ago', -five_minutes_ms - 1_000, false],
    ['five minutes ahead', five_minutes_ms, true],
    ['further ahead', five_minutes_ms + 1_000, false],
    ['a day ahead', 86_400_000, false],
  ])('signed %s', async (_, moved_ms, genuine) => {
    const verdict = await verify(signed(event('charge.refunded'), Date.parse(NOW) + moved_ms))
    expect(verdict.genuine).toBe(genuine)
  })

  test('is genuine by either secret while one is rotated, and by no other', async () => {
    const hook = signed(event('charge.refunded'), Date.parse(NOW), ['whsec_new'])
    expect(await verify(hook, { signing: ['whsec_old', 'whsec_new'] })).toMatchObject({ genuine: true })
    expect(await verify(hook, { signing: ['whsec_new', 'whsec_old'] })).toMatchObject({ genuine: true })
    for (const [signing, reason] of [
      [['whsec_old'], /^No signatures found matching[^\n]*$/],
      [[], /^this deployment has no webhook secret/],
      [[''], /./],
    ] as const) {
      const verdict = await verify(hook, { signing: [...signing] })
      expect(verdict).toEqual({ genuine: false, reason: expect.stringMatching(reason) })
    }
  })

  test('that was altered, cut, or not signed is not genuine', async () => {
    const hook = signed(event('charge.refunded'))
    for (const [wrong, reason] of [
      [{ ...hook, body: `${hook.body} ` }, /signature/],
      [{ ...hook, body: '' }, /payload/],
      [{ ...hook, headers: new Headers() }, /No .*header/],
      [{ ...hook, headers: new Headers({ 'stripe-signature': 't=,v1=' }) }, /./],
      [{ ...hook, headers: new Headers({ 'stripe-signature': `t=${NOW_S}` }) }, /scheme/],
    ] as const) {
      expect(await verify(wrong)).toEqual({ genuine: false, reason: expect.stringMatching(reason) })
    }
  })

  test('is as old as the last time in its header says, which is the one that is signed', async () => {
    const { headers, ...rest } = signed('{')
    for (const before of [1, NOW_S + 86_400]) {
      const twice = new Headers({ 'stripe-signature': `t=${before},${headers.get('stripe-signature')}` })
      expect(await verify({ ...rest, headers: twice })).toMatchObject({
        genuine: true,
        event_id: `unreadable at ${NOW_S}`,
      })
    }
  })

  test('that is genuine and cannot be read is nobody’s', async () => {
    const long = 'x'.repeat(256)
    for (const body of [
      '{',
      '[]',
      '{"object":"v2.core.event","id":"evt_1"}',
      ...['', long].flatMap((word) => [event(word), event('charge.refunded').replace('evt_1', word)]),
    ]) {
      expect(await verify(signed(body))).toEqual({
        genuine: true,
        event_id: `unreadable at ${NOW_S}`,
        account: null,
      })
    }
    expect(await verify(signed(event(long.slice(1))))).toMatchObject({ account: 'acct_1' })
  })

  const told = JSON.parse(event('charge.refunded')) as Record<string, unknown>
  const of = (object: unknown) => ({ data: { object } })
  test.each<object>([
    { id: undefined },
    { id: '' },
    { id: 'e'.repeat(256) },
    { type: 1 },
    { type: '' },
    { account: 1 },
    { account: null },
    { created: '1' },
    { created: 1.5 },
    { livemode: 'false' },
    { data: null },
    of(undefined),
    of([]),
    of('re_1'),
    of({ id: 1 }),
    of({ object: null }),
    of({ payment_intent: 1 }),
  ])('that tells %j cannot be read', async (changes) => {
    const body = JSON.stringify({ ...told, ...changes })
    expect(await verify(signed(body))).toMatchObject({ genuine: true, account: null })
    expect(adapter.read(body)).toHaveProperty('unreadable')
  })

  test.each<object>([
    { id: 'e' },
    { id: 'e'.repeat(255) },
    { account: undefined },
    of({}),
    of({ payment_intent: null }),
    { more: [1] },
  ])('that tells %j can be read', async (changes) => {
    const whole = { ...told, ...changes }
    const verdict = await verify(signed(JSON.stringify(whole)))
    expect(verdict).toMatchObject({ genuine: true, event_id: whole['id'] })
    expect(JSON.parse(verdict.genuine ? verdict.kept! : '')).toEqual(
      JSON.parse(JSON.stringify({ ...whole, object: undefined, more: undefined })),
    )
  })

  test('of a payment that was only tried out is left alone where money is real, and the other way round', async () => {
    const hook = signed(event('charge.refunded'))
    expect(await verify(hook, { key: 'sk_test_x' })).not.toHaveProperty('ignored')
    expect(await verify(hook, { key: 'sk_test_x_live_x' })).not.toHaveProperty('ignored')
    expect(await adapter.verify({ ...hook, now: NOW }, { tokens: [], signing: secrets.signing })).toEqual(
      await verify(hook),
    )
    expect(await verify(hook, { key: 'rk_live_x' })).toMatchObject({
      genuine: true,
      ignored: expect.any(String),
    })
    const real = signed(event('charge.refunded').replace('"livemode":false', '"livemode":true'))
    expect(await verify(real, { key: 'rk_live_x' })).not.toHaveProperty('ignored')
    expect(await verify(real, { key: 'sk_test_x' })).toHaveProperty('ignored')
  })
})

const event = (type: string, object: object = { id: 're_1', object: 'refund', payment_intent: 'pi_1' }) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    account: 'acct_1',
    type,
    created: 1,
    livemode: false,
    data: { object },
  })

describe('what happens to a payment is looked at again:', () => {
  const acts: [string, string[], (payment: string) => unknown][] = [
    ['a refund', ['refund.created', 'charge.refunded'], (id) => stripe.refund(id, { cents: 100 })],
    [
      'a refund that fails',
      ['refund.failed', 'refund.updated', 'charge.refund.updated'],
      (id) => stripe.settleRefund(stripe.refund(id, { cents: 100 }).id, 'failed'),
    ],
    ['a dispute', ['charge.dispute.created', 'charge.dispute.funds_withdrawn'], (id) => stripe.dispute(id)],
    [
      'a dispute won',
      ['charge.dispute.closed', 'charge.dispute.funds_reinstated'],
      (id) => stripe.decide(stripe.dispute(id).id, 'won'),
    ],
  ]
  test.each(acts)('%s', async (_, types, act) => {
    const payment = stripe.pay(stripe.session(account, subscription(800)).id)
    const events = await caused(() => act(payment.id))
    for (const type of types) {
      const found = events.find((one) => one.type === type)
      expect(adapter.read(found?.hook.body ?? '')).toEqual({ looks: [{ kind: 'order', order: payment.id }] })
    }
    // the webhook that a deployment registers asks for enough of them
    expect(types.some((type) => EVENTS.some((asked) => asked === type))).toBe(true)
  })

  test.each([
    ['checkout.session.expired', { id: 'cs_1', object: 'checkout.session', payment_intent: null }],
    ['customer.created', { id: 'cus_1', object: 'customer' }],
    ['charge.succeeded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' }],
    ['something.that.comes.later', {}],
  ])('%s is ignored', (type, object) => {
    expect(adapter.read(event(type, object))).toEqual({ ignored: expect.stringContaining(type) })
  })

  test.each(['payout.paid', 'payout.failed', 'payout.canceled'])('with a %s the books are read', (type) => {
    expect(adapter.read(event(type, { id: 'po_1', object: 'payout' }))).toEqual({
      looks: [{ kind: 'books' }],
    })
  })

  test('an access that was taken away is for a person', () => {
    expect(adapter.read(event('account.application.deauthorized', { id: 'ca_1' }))).toHaveProperty(
      'unreadable',
    )
  })
})

test('the page for whoever sets Stripe up names every event that is wanted', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../adapters/stripe/README.md'), 'utf8')
  expect(EVENTS.filter((wanted) => !page.includes(`\`${wanted}\``))).toEqual([])
})
