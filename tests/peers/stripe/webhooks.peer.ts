import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HookVerdict } from '../../../adapters/contract/index.ts'
import { stripe as adapter } from '../../../adapters/stripe/index.ts'
import { openOn } from '../../adapters/stripe/harness.ts'
import { clientOf } from '../../emulated/stripe/scene.ts'
import { listen, type Listener, type ReceivedHook } from '../listener.ts'
import { type Server, startLocalstripe } from './servers.ts'

// Payment intents at localstripe, and the webhooks that it signs: an emulation that others wrote. What its events look like:
// - signed as Stripe signs, by one secret, a second after the fact, and each once: one that was not taken never comes again;
// - of no account, since it has no Connect: ours are genuine there, and nobody's;
// - of payment intents and payouts alone. Of a payment ours looks at its Checkout Session and at what went back of it: those
//   localstripe does not have, or does not tell. So only a payout that was paid makes ours look, at the books.

const KEY = 'sk_test_123'
const PAY = { amount: 1_250, currency: 'eur', payment_method: 'pm_card_visa', confirm: true }
let localstripe: Server
let listener: Listener
const client = () => clientOf(localstripe, KEY)
beforeAll(async () => {
  localstripe = await startLocalstripe()
  listener = await listen()
})
afterAll(async () => {
  await localstripe?.stop()
  await listener?.stop()
})
beforeEach(() => {
  listener.received.length = 0
})

/** From now on it signs with this secret. */
async function signWith(secret: string): Promise<void> {
  const body = JSON.stringify({ url: listener.url('stripe'), secret })
  const { status } = await fetch(`${localstripe.url}/_config/webhooks/ours`, { method: 'POST', body })
  expect(status).toBe(200)
}

/** What has come, once there is an event of each of these types. */
async function until(...types: string[]): Promise<{ type: string; hook: ReceivedHook }[]> {
  for (let turn = 0; turn < 100; turn += 1) {
    const come = listener.received.map((hook) => ({
      type: (JSON.parse(hook.body) as { type: string }).type,
      hook,
    }))
    if (types.every((type) => come.some((one) => one.type === type))) return come
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`localstripe did not send ${types.join(', ')} within ten seconds.`)
}

/** Someone pays; answers the webhook that says so. */
async function paid(): Promise<{ payment: string; hook: ReceivedHook }> {
  const { id } = await client().paymentIntents.create(PAY)
  const come = await until('payment_intent.succeeded')
  return { payment: id, hook: come.at(-1)!.hook }
}

const verify = async (hook: ReceivedHook, signing: string[], now_ms = Date.now()): Promise<HookVerdict> =>
  adapter.verify({ ...hook, now: new Date(now_ms).toISOString() }, { tokens: [], signing, key: KEY })

describe('a payment at localstripe', () => {
  it('is told by a webhook that is genuine by its secret, as it came and in its time', async () => {
    await signWith('whsec_one')
    const { payment, hook } = await paid()
    const verdict = await verify(hook, ['whsec_one'])
    expect(verdict).toEqual({
      genuine: true,
      event_id: expect.stringMatching(/^evt_/),
      account: null,
      kept: expect.stringContaining(payment),
    })
    expect(hook.body).toContain('client_secret')
    expect(verdict.genuine && verdict.kept).not.toContain('client_secret')
    for (const wrong of [
      await verify(hook, ['whsec_two']),
      await verify({ ...hook, body: hook.body.replace('1250', '9250') }, ['whsec_one']),
      await verify(hook, ['whsec_one'], Date.now() + 310_000),
      await verify(hook, ['whsec_one'], Date.now() - 310_000),
    ])
      expect(wrong).toEqual({ genuine: false, reason: expect.any(String) })
  })

  it('is genuine by either of two secrets while one is rotated, whichever signed', async () => {
    for (const secret of ['whsec_old', 'whsec_new']) {
      await signWith(secret)
      listener.received.length = 0
      const { hook } = await paid()
      for (const signing of [
        ['whsec_new', 'whsec_old'],
        ['whsec_old', 'whsec_new'],
      ])
        expect(await verify(hook, signing)).toMatchObject({ genuine: true })
      const other = secret === 'whsec_old' ? 'whsec_new' : 'whsec_old'
      expect(await verify(hook, [other])).toMatchObject({ genuine: false })
    }
  })

  it('gives nothing, since no Checkout made it; one that nobody made is not known', async () => {
    const { payment } = await paid()
    const partner = openOn({ url: localstripe.url, key: KEY }, { facts: { id: 'acct_1PemuTheatre' } })
    expect(await partner.order(payment)).toEqual({ order: payment, gifts: [], booking: null })
    expect(await partner.order('pi_none')).toBeNull()
  })

  it('and what becomes of it: only a payout makes us look, and a refund is not told', async () => {
    const { payment } = await paid()
    await client().refunds.create({ payment_intent: payment, amount: 200 })
    const declined = client().paymentIntents.create({ ...PAY, payment_method: 'pm_card_chargeCustomerFail' })
    await expect(declined).rejects.toMatchObject({ statusCode: 402 })
    // paid at once, which Stripe's own API has no word for
    await client().rawRequest('POST', '/v1/payouts', { amount: 500, currency: 'eur', status: 'paid' })
    const told = [
      'payment_intent.succeeded',
      'payment_intent.payment_failed',
      'payout.created',
      'payout.paid',
    ]
    const come = await until(...told)
    expect(come).toHaveLength(told.length)
    expect(Object.fromEntries(come.map(({ type, hook }) => [type, adapter.read(hook.body)]))).toEqual({
      'payment_intent.succeeded': { ignored: 'payment_intent.succeeded means nothing to us' },
      'payment_intent.payment_failed': { ignored: 'payment_intent.payment_failed means nothing to us' },
      'payout.created': { ignored: 'payout.created means nothing to us' },
      'payout.paid': { looks: [{ kind: 'books' }] },
    })
  })
})
