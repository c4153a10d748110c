import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reconcile } from '../../src/hooks/index.ts'
import { DAY_MS } from '../../src/platform/clock.ts'
import { subscription } from '../adapters/stripe/harness.ts'
import { join } from '../api/two-houses.ts'
import { signatureOf } from '../emulated/stripe/postman.ts'
import { testApp } from '../setup/app.ts'
import { balancesOf } from '../setup/world.ts'
import { kept } from './sending.ts'
import { freshHouse, type House } from './stripe-house.ts'

// Stripe, from a payment to the books: one address for all accounts, events that come twice, turned round, late or never.

let house: House
beforeAll(async () => {
  house = await freshHouse()
})
beforeEach(async () => {
  await house.world.pg.query('delete from inbox')
  house.app.enqueued.length = 0
  house.app.logged.length = 0
})
const sell = (cents: number, how?: Parameters<House['stripe']['pay']>[1]) =>
  house.stripe.pay(house.stripe.session(house.account, subscription(cents)).id, how)

/** An event as Stripe would send it, with what a test wants to be wrong. */
async function send(
  changes: object = {},
  { secret = house.endpoint.secrets[0]!, path = '/hooks/stripe' } = {},
) {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    account: house.account.facts.id,
    type: 'refund.created',
    created: 1,
    livemode: false,
    data: { object: { id: 're_1', object: 'refund', payment_intent: 'pi_1' } },
    ...changes,
  })
  const headers = { 'stripe-signature': signatureOf({ secrets: [secret] }, body, house.clock.now_ms / 1_000) }
  const answer = await house.app.app.request(path, { method: 'POST', headers, body })
  const said = await answer.json<{ outcome?: string; error?: { code: string } }>()
  return [answer.status, said.outcome ?? said.error?.code]
}

describe('an event', () => {
  test('is stored in one round trip under the connection of its account, with nothing of who paid', async () => {
    house.stripe.mail.hold()
    sell(800, { email: 'claire@example.org' })
    const [first] = house.stripe.mail.waiting()
    await house.world.database.resetRoundTrips()
    await house.stripe.mail.release({ order: (waiting) => waiting.filter((one) => one === first) })
    house.stripe.mail.drop()
    expect(await house.world.database.roundTrips()).toBe(1)
    const [stored, ...more] = await kept(house.world)
    expect(more).toEqual([])
    expect(stored).toMatchObject({ connection_id: house.connection_id, state: 'received' })
    expect(stored?.body).toContain('checkout.session.completed')
    expect(stored?.body).not.toContain('claire')
    expect(house.app.enqueued).toEqual([stored?.id])
    expect(house.app.logged).toEqual([])
  })

  test('that comes again is known, in one round trip, and worked on once', async () => {
    expect(await send()).toEqual([202, 'stored'])
    await house.world.database.resetRoundTrips()
    expect(await send()).toEqual([202, 'duplicate'])
    expect(await house.world.database.roundTrips()).toBe(1)
    expect(house.app.enqueued).toHaveLength(1)
  })

  test('of an account that is no connection, or of none, is not kept; Stripe hears that it came, and the log that it did', async () => {
    expect(await send({ account: 'acct_of_another_app' })).toEqual([202, 'unknown'])
    expect(await send({ account: undefined })).toEqual([202, 'unknown'])
    expect(house.app.logged.map(({ event }) => event)).toEqual(['hook_of_nobody', 'hook_of_nobody'])
    expect(await kept(house.world)).toEqual([])
  })

  test('of a type that nobody knows is kept and means nothing', async () => {
    expect(await send({ type: 'something.new' })).toEqual([202, 'stored'])
    await house.settle()
    expect(await kept(house.world)).toMatchObject([{ state: 'ignored' }])
  })

  test('of a payment with another kind of key is kept and not worked on', async () => {
    expect(await send({ livemode: true })).toEqual([202, 'stored'])
    expect(await kept(house.world)).toMatchObject([
      { state: 'ignored', reason: expect.stringContaining('another kind of key') },
    ])
    expect(house.app.enqueued).toEqual([])
  })

  test('that nobody signed, or to an address that is none, is refused and costs no round trip', async () => {
    await house.world.database.resetRoundTrips()
    expect(await send({}, { secret: 'whsec_another' })).toEqual([401, 'hook_not_genuine'])
    expect(await send({}, { path: '/hooks/pretix' })).toEqual([410, 'hook_unknown'])
    expect(await send({}, { path: '/hooks/constructor' })).toEqual([410, 'hook_unknown'])
    const own = `/hooks/stripe/${house.connection_id}/1/${'f'.repeat(64)}`
    expect(await send({}, { path: own })).toEqual([410, 'hook_unknown'])
    expect(await house.world.database.roundTrips()).toBe(0)
  })

  test('is refused where the deployment has no Stripe', async () => {
    const bare = testApp(house.world)
    const answer = await bare.app.request('/hooks/stripe', { method: 'POST', body: '{}' })
    const { error } = await answer.json<{ error: { code: string; detail: { reason: string } } }>()
    expect([answer.status, error.code]).toEqual([401, 'hook_not_genuine'])
    expect(error.detail.reason).toContain('no access to stripe')
  })
})

describe('a gift', () => {
  test('is booked once, whatever comes twice or turned round', async () => {
    const before = (await balancesOf(house.world))['receivable'] ?? 0
    house.stripe.mail.hold()
    const payment = sell(800)
    house.stripe.refund(payment.id, { cents: 300, metadata: { acs: 'gift' } })
    await house.stripe.mail.release({ order: (waiting) => waiting.toReversed(), times: 2, together: 4 })
    await house.settle()
    await house.stripe.mail.again(({ event }) => JSON.stringify(event).includes(payment.id))
    await house.settle()
    expect((await house.booked())[payment.id]).toBe(500)
    expect((await balancesOf(house.world))['receivable']).toBe(before - 500)
  })

  test('keeps what proves the consent, and the version that was in force', async () => {
    const payment = sell(900)
    await house.settle()
    const { rows } = await house.world.pg.query(
      'select evidence, convention_version, given_at from gift where reference like $1',
      [`%/${payment.id}/%`],
    )
    expect(rows).toMatchObject([
      { convention_version: 1, evidence: { platform: 'stripe', consent: { chosen: '900', version: '3' } } },
    ])
  })

  test('paid by SEPA debit is there in suspense of its bank, then booked', async () => {
    const payment = sell(700, { method: 'sepa_debit' })
    await house.settle()
    expect((await house.booked())[payment.id]).toBe(0)
    house.clock.now_ms += 3 * DAY_MS
    house.stripe.settlePayment(payment.id, 'succeeded')
    await house.settle()
    expect((await house.booked())[payment.id]).toBe(700)
  })

  test('that was looked at slowly does not undo what was seen meanwhile', async () => {
    const payment = sell(600)
    await house.settle()
    const { id } = house.stripe.refund(payment.id, { cents: 600, metadata: { acs: 'gift' } })
    await house.stripe.mail.settled()
    const late = house.app.enqueued.splice(0)
    let release = (): void => undefined
    const held = new Promise<void>((done) => (release = done))
    const slow = house.settle.bind(house)
    const waiting = workSlowly(late, held)
    house.stripe.settleRefund(id, 'failed')
    await slow()
    expect((await house.booked())[payment.id]).toBe(600)
    release()
    await waiting
    expect((await house.booked())[payment.id]).toBe(600)
  })

  test('whose event never came is found at night', async () => {
    house.stripe.mail.hold()
    const payment = sell(1_100)
    house.stripe.mail.drop()
    await reconcile(house.app.ctx, house.connection_id)
    expect((await house.booked())[payment.id]).toBe(1_100)
  })

  test('waits while Stripe is limited or down, and asks no more in that batch', async () => {
    const payments = [sell(100), sell(200)]
    await house.stripe.mail.settled()
    house.stripe.faults.answer = { status: 429, times: 1, retry_after_s: 60 }
    const before = house.stripe.asked.length
    await house.settle()
    expect(house.stripe.asked).toHaveLength(before + 1)
    const waiting = await kept(house.world)
    expect(waiting.map(({ state }) => state)).toEqual(['received', 'received'])
    house.clock.now_ms += DAY_MS
    house.app.enqueued.push(...waiting.map(({ id }) => id))
    await house.settle()
    const booked = await house.booked()
    expect(payments.map(({ id }) => booked[id])).toEqual([100, 200])
  })
})

/** Works on events whose answers from Stripe are already made, but come only when `held` is over. */
async function workSlowly(ids: string[], held: Promise<void>): Promise<void> {
  const { ctx } = house.app
  const slow = {
    ...ctx,
    fetch: async (...call: Parameters<typeof fetch>) => {
      const answer = await fetch(...call)
      await held
      return answer
    },
  }
  house.app.enqueued.push(...ids)
  await house.settle(slow)
}

describe('an account', () => {
  test('is connected by the operator alone: a structure could name another’s', async () => {
    const { world, app } = house
    const other = house.stripe.connect('Another').facts.id
    expect((await house.connect(other, world.structure)).body.error).toMatchObject({ code: 'forbidden' })
    const path = `/v1/connections/${house.connection_id}`
    const change = { settings: { account: other } }
    expect((await app.ask(world.structure, 'PATCH', path, change)).status).toBe(403)
    expect((await app.ask(world.relay, 'PATCH', path, change)).status).toBe(403)
    // nor did the asking make it this connection's: it stays free for whose it is
    expect(await send({ account: other })).toEqual([202, 'unknown'])
    const made = await house.connect(other, world.operator, await join(world, 'structure', 'Another house'))
    const enabled = await app.ask(world.operator, 'POST', `/v1/connections/${made.body.id}/enable`)
    expect(enabled.body).toMatchObject({ state: 'enabled' })
  })

  test('belongs to one connection in the whole territory', async () => {
    const { world, app, account } = house
    const joined = await app.ask(world.operator, 'POST', '/v1/structures', {
      name: 'Another',
      language: 'fr',
    })
    const made = await house.connect(account.facts.id, world.operator, {
      ...world.structure,
      organisation_id: joined.body.id,
    })
    expect(made.status).toBe(201)
    const enabled = await app.ask(world.operator, 'POST', `/v1/connections/${made.body.id}/enable`)
    expect(enabled.body.error).toMatchObject({ code: 'ticketing_connected_already' })
    expect(await send()).toEqual([202, 'stored'])
    expect(await kept(world)).toMatchObject([{ connection_id: house.connection_id }])
  })

  test('has no webhook address of its own to rotate, and tells which webhook is missing', async () => {
    const { world, app, stripe } = house
    const rotated = await app.ask(
      world.operator,
      'POST',
      `/v1/connections/${house.connection_id}/rotate-hook`,
    )
    expect(rotated.body.error).toMatchObject({ code: 'capability_missing' })
    const made = await house.connect(stripe.connect('Third').facts.id)
    house.endpoint.facts.status = 'disabled'
    const enabled = await app.ask(world.operator, 'POST', `/v1/connections/${made.body.id}/enable`)
    house.endpoint.facts.status = 'enabled'
    expect(enabled.body).toMatchObject({ state: 'disabled' })
    expect(enabled.body.checks.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([
      { name: 'webhook', detail: expect.stringContaining('/hooks/stripe') },
    ])
  })

  test('stays known while its connection is disabled: refunds come for months', async () => {
    const { world, app } = house
    const payment = sell(400)
    await house.settle()
    const path = `/v1/connections/${house.connection_id}`
    expect((await app.ask(world.structure, 'POST', `${path}/disable`)).status).toBe(200)
    house.stripe.refund(payment.id)
    await house.settle()
    expect((await house.booked())[payment.id]).toBe(0)
  })
})
