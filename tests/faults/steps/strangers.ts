import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { askApi, codeOf } from '../client.ts'
import { either, nth, some, kind, type Play } from '../play.ts'
import { sendHook } from '../sides.ts'

/** What should not be: writes repeated or reused, others' data asked for, webhooks that nobody sent. */

/** The same key and the same words: the same answer, and nothing done again. */
export const repeat = kind('repeat a write', { which: some }, async (play, { which }) => {
  const before = nth(play.known.answered, which)
  if (!before) return false
  const now = await askApi(play.scene, before.asked)
  if (now === null) return true
  const told = (answer: object) => JSON.stringify(answer)
  const same = now.status === before.answer.status && told(now.body) === told(before.answer.body)
  // what a ticketing or an edge was set up with may be told anew
  const checked = !/^\/v1\/(connections\/|steps$)/.test(before.asked.path)
  if (checked && !same) {
    play.scene.complaints.push(
      `I11: ${before.asked.method} ${before.asked.path} repeated was answered ${told(now)}, first ${told(before.answer)}`,
    )
  }
  return true
})

const WRITTEN = `select (select count(*) from idempotency) as writes, (select count(*) from reservation) as reservations,
  (select count(*) from waiting) as waiting, (select count(*) from approval) as approvals`

/** The same key with other words: 409, and nothing is written. */
export const reuse = kind('reuse a key', { which: some }, async (play, { which }) => {
  const before = nth(
    play.known.answered.filter(({ asked }) => asked.path === '/v1/reservations'),
    which,
  )
  const written = await play.rows(WRITTEN)
  if (!before || written.length === 0) return false
  const body = { ...before.asked.body, guests: 4 }
  const answer = await askApi(play.scene, { ...before.asked, body })
  if (answer === null) return true
  if (answer.status !== 409 || codeOf(answer) !== 'idempotency_key_reused') {
    play.scene.complaints.push(
      `I11: a key with other words was answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
  }
  const after = await play.rows(WRITTEN)
  if (after.length > 0 && JSON.stringify(after) !== JSON.stringify(written)) {
    play.scene.complaints.push(`I11: a key with other words wrote ${JSON.stringify({ written, after })}`)
  }
  return true
})

const FORGERIES = [
  'a secret of nobody',
  'the other theatre’s secret',
  'another body',
  'ten minutes ago',
  'in ten minutes',
  'a secret cut short',
  'too large',
] as const

/** Nothing of it may be stored, and all of it is refused. */
export const forge = kind(
  'forge a webhook',
  { theatre: either, how: fc.constantFrom(...FORGERIES) },
  async (play, { theatre, how }) => {
    const { scene, territory } = play
    const { venue } = territory.theatres[theatre]!
    const path = hookPath(play, theatre)
    if (!path) return false
    const id = `msg_forged_${scene.sendings.length}`
    const body = JSON.stringify({
      type: 'gift.updated',
      timestamp: scene.now,
      data: { id: 'FORGED', booking: null, gifts: [forgedGift(scene.now)] },
    })
    const large = `${body}${' '.repeat(70_000)}`
    const sign = (secret: string, at_ms: number) => ({
      ...venue.sign(id, body),
      'webhook-timestamp': String(Math.floor(at_ms / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(at_ms), body),
    })
    const now_ms = scene.timeline.now_ms
    const genuine = { path, headers: venue.sign(id, body), body }
    const sent = {
      'a secret of nobody': { ...genuine, headers: sign(`whsec_${btoa('nobody')}`, now_ms) },
      'the other theatre’s secret': {
        ...genuine,
        headers: sign(territory.theatres[1 - theatre]!.venue.secret(), now_ms),
      },
      'another body': { ...genuine, body: body.replace('"cents":100', '"cents":100000') },
      'ten minutes ago': { ...genuine, headers: sign(venue.secret(), now_ms - 600_000) },
      'in ten minutes': { ...genuine, headers: sign(venue.secret(), now_ms + 600_000) },
      'a secret cut short': { ...genuine, headers: sign(venue.secret().slice(0, -4), now_ms) },
      'too large': { path, headers: venue.sign(id, large), body: large },
    }[how]
    scene.tally.count('forged webhooks', how)
    await sendHook(scene, { ...sent, genuine: false }).catch(() => undefined)
    return true
  },
)

const forgedGift = (at: string) => ({
  orderId: 'FORGED',
  lineId: 'G',
  cents: 100,
  currency: 'EUR',
  version: 1,
  utcGivenAt: at,
  consent: {},
})

const PAYMENT_FORGERIES = [
  'a secret of nobody',
  'a secret that was retired',
  'another body',
  'ten minutes ago',
  'in ten minutes',
] as const

/** The same, as if the payment provider told it. */
export const forgePayment = kind(
  'forge a webhook of payments',
  { how: fc.constantFrom(...PAYMENT_FORGERIES) },
  async (play, { how }) => {
    const { scene, territory } = play
    const { office } = territory.cards!
    const path = new URL(office.hookUrl()!).pathname
    const object = { id: 'cs_forged', object: 'checkout.session', payment_intent: 'pi_forged' }
    const event = {
      account: office.account,
      created: Math.floor(scene.timeline.now_ms / 1_000),
      livemode: false,
    }
    const id = `evt_forged_${scene.sendings.length}`
    const body = JSON.stringify({ id, ...event, type: 'checkout.session.completed', data: { object } })
    const now_ms = scene.timeline.now_ms
    const secret = how === 'a secret that was retired' ? office.retired() : office.secret()
    if (secret === null) return false
    const genuine = office.signedAt(body, secret, now_ms)
    const sent = {
      'a secret of nobody': { headers: office.signedAt(body, 'whsec_nobody', now_ms), body },
      'a secret that was retired': { headers: genuine, body },
      'another body': { headers: genuine, body: body.replace('pi_forged', 'pi_forgery') },
      'ten minutes ago': { headers: office.signedAt(body, secret, now_ms - 600_000), body },
      'in ten minutes': { headers: office.signedAt(body, secret, now_ms + 600_000), body },
    }[how]
    scene.tally.count('forged webhooks', `of payments: ${how}`)
    await sendHook(scene, { path, ...sent, genuine: false }).catch(() => undefined)
    return true
  },
)

/** A genuine webhook that says what nobody understands. */
export const nonsense = kind(
  'a partner tells nonsense',
  { theatre: either, what: fc.constantFrom('{', '[]', '{"type":"gift.updated","timestamp":"x","data":{}}') },
  async (play, { theatre, what }) => {
    const path = hookPath(play, theatre)
    if (!path) return false
    const id = `msg_nonsense_${play.scene.sendings.length}`
    play.known.nonsense.add(id)
    const headers = play.territory.theatres[theatre]!.venue.sign(id, what)
    await sendHook(play.scene, { path, headers, body: what, genuine: true }).catch(() => undefined)
    return true
  },
)

/** The address that the venue was given. */
function hookPath(play: Play, theatre: number): string | null {
  const url = play.territory.theatres[theatre]!.venue.hookUrl()
  return url === null ? null : new URL(url).pathname
}

export const strangerKinds = [repeat, repeat, reuse, forge, forge, forgePayment, nonsense]
