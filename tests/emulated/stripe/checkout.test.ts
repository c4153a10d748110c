import { describe, expect, test } from 'vitest'
import { DAY_MS, freshScene, line, said, SESSION } from './scene.ts'
import { all } from './world.ts'

const scene = freshScene()
const typesOf = () => all(scene.account, 'event').map(({ type }) => type)

describe('a Checkout Session', () => {
  test('is made on the connected account alone, with its lines', async () => {
    const made = await scene.client.checkout.sessions.create(SESSION, scene.on)
    expect(made).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 12_800,
      payment_intent: null,
    })
    expect(made).not.toHaveProperty('line_items')
    const again = await scene.client.checkout.sessions.retrieve(
      made.id,
      { expand: ['line_items.data.price.product'] },
      scene.on,
    )
    expect(again.line_items?.data.map(({ amount_total, metadata }) => [amount_total, metadata])).toEqual([
      [12_000, {}],
      [800, { acs: 'gift' }],
    ])
    expect(again.line_items?.data[1]?.price?.product).toMatchObject({ name: 'Don' })
    expect(await said(scene.client.checkout.sessions.retrieve(made.id))).toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    })
  })

  test('paid by card is complete and paid at once; the money is there with its fee', async () => {
    const { id } = await scene.client.checkout.sessions.create(SESSION, scene.on)
    const payment = scene.stripe.pay(id)
    const session = await scene.client.checkout.sessions.retrieve(
      id,
      { expand: ['payment_intent.latest_charge.balance_transaction'] },
      scene.on,
    )
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(session.payment_intent).toMatchObject({
      id: payment.id,
      amount_received: 12_800,
      metadata: { shop: '7' },
    })
    expect(session.payment_intent).toMatchObject({
      latest_charge: {
        paid: true,
        metadata: { shop: '7' },
        balance_transaction: { amount: 12_800, fee: 217, net: 12_583, status: 'pending' },
      },
    })
    const found = await scene.client.checkout.sessions.list({ payment_intent: payment.id }, scene.on)
    expect(found.data.map((one) => one.id)).toEqual([id])
  })

  test('paid by SEPA debit waits for the bank', async () => {
    const ids = [1, 2].map(() => scene.stripe.session(scene.account, SESSION).id)
    const [good, bad] = ids.map((id) => scene.stripe.pay(id, { method: 'sepa_debit' }))
    for (const id of ids) {
      expect(await scene.client.checkout.sessions.retrieve(id, {}, scene.on)).toMatchObject({
        status: 'complete',
        payment_status: 'unpaid',
      })
    }
    scene.stripe.settlePayment(good!.id, 'succeeded')
    scene.stripe.settlePayment(bad!.id, 'failed')
    const states = await Promise.all(
      ids.map(async (id) => (await scene.client.checkout.sessions.retrieve(id, {}, scene.on)).payment_status),
    )
    expect(states).toEqual(['paid', 'unpaid'])
    expect(typesOf()).toContain('checkout.session.async_payment_succeeded')
    expect(typesOf()).toContain('checkout.session.async_payment_failed')
    expect(() => scene.stripe.settlePayment(good!.id, 'failed')).toThrow('nothing to settle')
  })

  test('that was declined stays open; the next try is on the same payment', async () => {
    const { id } = scene.stripe.session(scene.account, SESSION)
    const declined = scene.stripe.pay(id, { declined: 'card_declined' })
    expect(await scene.client.checkout.sessions.retrieve(id, {}, scene.on)).toMatchObject({
      status: 'open',
      payment_intent: null,
    })
    expect(scene.stripe.pay(id).id).toBe(declined.id)
    expect(
      (await scene.client.charges.list({ payment_intent: declined.id }, scene.on)).data.map(
        ({ status }) => status,
      ),
    ).toEqual(['succeeded', 'failed'])
  })

  test('expires when it is told to, or when its day is over; a paid one does not', async () => {
    const [told, old, paid] = [1, 2, 3].map(() => scene.stripe.session(scene.account, SESSION).id)
    scene.stripe.pay(paid!)
    await scene.client.checkout.sessions.expire(told!, {}, scene.on)
    scene.now_ms += DAY_MS
    expect(() => scene.stripe.pay(old!)).toThrow('expired')
    expect(
      (await scene.client.checkout.sessions.list({ status: 'expired' }, scene.on)).data
        .map((one) => one.id)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([told!, old!].toSorted((a, b) => a.localeCompare(b)))
    expect((await said(scene.client.checkout.sessions.expire(paid!, {}, scene.on)))?.message).toContain(
      'complete',
    )
  })

  test('has a line whose amount the buyer sets, within its limits', async () => {
    const price = await scene.client.prices.create(
      {
        currency: 'eur',
        custom_unit_amount: { enabled: true, minimum: 100, maximum: 50_000 },
        product_data: { name: 'Don' },
        metadata: { acs: 'gift' },
      },
      scene.on,
    )
    const { id } = scene.stripe.session(scene.account, {
      ...SESSION,
      line_items: [line('Abonnement', 12_000), { price: price.id, quantity: 1 }],
    })
    expect(() => scene.stripe.pay(id, { amounts: [99] })).toThrow('does not take')
    scene.stripe.pay(id, { amounts: [1_250] })
    const { data } = await scene.client.checkout.sessions.listLineItems(id, {}, scene.on)
    expect(data.map(({ amount_total, price: of }) => [amount_total, of?.metadata])).toEqual([
      [12_000, {}],
      [1_250, { acs: 'gift' }],
    ])
  })

  test('is paid on its page, which leads back to the shop', async () => {
    const { id, url } = scene.stripe.session(scene.account, {
      ...SESSION,
      success_url: 'https://theatre.example.org/merci?s={CHECKOUT_SESSION_ID}',
    })
    expect(await (await fetch(url!)).text()).toContain('Abonnement: 120.00 EUR')
    const answer = await fetch(url!, { method: 'POST', body: new FormData(), redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(`https://theatre.example.org/merci?s=${id}`)
    expect(await scene.client.checkout.sessions.retrieve(id, {}, scene.on)).toMatchObject({
      payment_status: 'paid',
    })
  })

  test('once paid, or when its day is over, has a page that says so and leads nowhere', async () => {
    const [paid, old] = [1, 2].map(() => scene.stripe.session(scene.account, SESSION))
    const [paid_url, old_url] = [paid!.url!, old!.url!]
    const payment = scene.stripe.pay(paid!.id)
    scene.now_ms += DAY_MS
    const pages = await Promise.all([paid_url, old_url].map(async (url) => (await fetch(url)).text()))
    expect(pages).toEqual([
      expect.stringContaining('You’re all done here'),
      expect.stringContaining('has expired'),
    ])
    for (const page of pages) expect(page).not.toMatch(/href="http|<button/)
    await fetch(paid_url, { method: 'POST', body: new FormData() })
    await fetch(old_url, { method: 'POST', body: new FormData() })
    expect(all(scene.account, 'payment_intent').map(({ id }) => id)).toEqual([payment.id])
    expect(await scene.client.checkout.sessions.retrieve(old!.id, {}, scene.on)).toMatchObject({
      status: 'expired',
      url: null,
    })
  })

  test.each([
    ['no line', { ...SESSION, line_items: [] }],
    ['less than 50 cents', { ...SESSION, line_items: [line('Don', 49)] }],
    ['a parameter that nobody knows', { ...SESSION, gift: 'yes' }],
    ['a value too long', { ...SESSION, metadata: { acs_shown: 'x'.repeat(501) } }],
  ])('with %s is refused', async (_, asked) => {
    const error = await said(scene.client.checkout.sessions.create(asked, scene.on))
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
  })
})
