import { describe, expect, test } from 'vitest'
import { clientOf, DAY_MS, freshScene, said, SESSION } from './scene.ts'

const scene = freshScene()

describe('calls', () => {
  test('with the same idempotency key are carried out once; with other parameters they are refused', async () => {
    const once = { ...scene.on, idempotencyKey: 'intent-1' }
    const first = await scene.client.checkout.sessions.create(SESSION, once)
    expect((await scene.client.checkout.sessions.create(SESSION, once)).id).toBe(first.id)
    const error = await said(scene.client.checkout.sessions.create({ ...SESSION, locale: 'fr' }, once))
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
    const other = scene.stripe.connect('Another')
    expect(
      (await scene.client.checkout.sessions.create(SESSION, { ...once, stripeAccount: other.facts.id })).id,
    ).not.toBe(first.id)
  })

  test('with a key whose first request is still under way are told to come again', async () => {
    scene.stripe.faults.slow_ms = 100
    const once = { ...scene.on, idempotencyKey: 'intent-3' }
    const create = async () => said(scene.client.checkout.sessions.create(SESSION, once))
    const answers = await Promise.all([create(), create()])
    expect(answers.filter(Boolean)).toMatchObject([{ statusCode: 409, code: 'idempotency_key_in_use' }])
    expect(await create()).toBeNull()
    expect((await scene.client.checkout.sessions.list({}, scene.on)).data).toHaveLength(1)
  })

  test('are carried out again when their key is a day old, as the page that it opened is over then', async () => {
    const once = { ...scene.on, idempotencyKey: 'intent-3' }
    const first = await scene.client.checkout.sessions.create(SESSION, once)
    scene.now_ms += DAY_MS - 1
    expect((await scene.client.checkout.sessions.create(SESSION, once)).id).toBe(first.id)
    scene.now_ms += 1
    expect((await scene.client.checkout.sessions.create(SESSION, once)).id).not.toBe(first.id)
  })

  test('whose answer was lost were carried out', async () => {
    scene.stripe.faults.lose_answers = 1
    const once = { ...scene.on, idempotencyKey: 'intent-2' }
    await expect(scene.client.checkout.sessions.create(SESSION, once)).rejects.toThrow('connection')
    scene.stripe.faults.carried_out_then = { status: 500, times: 1 }
    expect(await said(scene.client.checkout.sessions.create(SESSION, once))).toMatchObject({
      statusCode: 500,
    })
    await scene.client.checkout.sessions.create(SESSION, once)
    expect((await scene.client.checkout.sessions.list({}, scene.on)).data).toHaveLength(1)
  })

  test('without the key, with another, or for an account that went away are refused', async () => {
    expect(await said(clientOf(scene.stripe, 'sk_test_another').charges.list({}, scene.on))).toMatchObject({
      statusCode: 401,
    })
    expect(await said(scene.client.charges.list({}, { stripeAccount: 'acct_nobody' }))).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    })
    scene.stripe.revoke(scene.account)
    expect(await said(scene.client.charges.list({}, scene.on))).toMatchObject({ statusCode: 403 })
  })

  test('come in pages, the youngest first, and within their time', async () => {
    const made: string[] = []
    for (let n = 0; n < 7; n += 1) {
      made.push(scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id).id)
      scene.now_ms += 1_000
    }
    const listed: string[] = []
    for await (const { id } of scene.client.paymentIntents.list({ limit: 3 }, scene.on)) listed.push(id)
    expect(listed).toEqual(made.toReversed())
    const since = Math.floor(scene.now_ms / 1_000) - 2
    const late = await scene.client.balanceTransactions.list(
      { created: { gte: since }, type: 'charge' },
      scene.on,
    )
    expect(late.data).toHaveLength(2)
  })

  test('that ask too much of `expand` are refused', async () => {
    const { id } = scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id)
    const deep = scene.client.checkout.sessions.list(
      { payment_intent: id, expand: ['data.line_items.data.price.product'] },
      scene.on,
    )
    expect((await said(deep))?.message).toContain('more than 4 levels')
    expect((await said(scene.client.charges.list({ expand: ['data.shop'] }, scene.on)))?.message).toContain(
      'cannot be expanded',
    )
  })

  test('beyond the limit, or in a storm, are told to come later', async () => {
    scene.stripe.faults.per_second = 2
    const answers = await Promise.all(
      [1, 2, 3].map(async () => said(scene.client.charges.list({}, scene.on))),
    )
    expect(answers.filter((error) => error?.statusCode === 429)).toHaveLength(1)
    scene.stripe.faults.per_second = null
    scene.stripe.faults.answer = { status: 503, times: 1, retry_after_s: 9 }
    expect(await said(scene.client.charges.list({}, scene.on))).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '9' },
    })
    scene.stripe.faults.nonsense = 1
    await expect(scene.client.charges.list({}, scene.on)).rejects.toThrow('JSON')
    scene.stripe.faults.drip_ms = 1
    expect((await scene.client.charges.list({}, scene.on)).data).toEqual([])
  })
})
