import { Webhook } from 'standardwebhooks'
import { uuidv7 } from 'uuidv7'
import type { TestApp } from '../setup/app.ts'
import { NOW, type Actor, type World } from '../setup/world.ts'

export type Platform = 'pretix' | 'open'

/** One webhook on its way: where to, and all that can be wrong with it. */
export interface Sent {
  platform: string
  connection_id: string
  generation: number | string
  token: string
  headers: Record<string, string>
  body: BodyInit
}
interface Making {
  connection_id: string
  body: string
  generation?: number
  /** `webhook-id` */
  id?: string
  /** when it was signed */
  at?: string
}
type Signing = Pick<TestApp, 'ctx'>

/** As pretix sends: unsigned, to an address that nobody else knows. */
export async function fromPretix({ ctx }: Signing, making: Making): Promise<Sent> {
  const { connection_id, body, generation = 1 } = making
  const { token } = await ctx.secrets.hook(`pretix:${connection_id}`, generation)
  return { platform: 'pretix', connection_id, generation, token, headers: {}, body }
}

/** As the open contract sends: signed as Standard Webhooks says. */
export async function fromOpen({ ctx }: Signing, making: Making): Promise<Sent> {
  const { connection_id, body, generation = 1, id = `msg_${uuidv7()}`, at = ctx.now() } = making
  const { token, signing } = await ctx.secrets.hook(`open:${connection_id}`, generation)
  return {
    platform: 'open',
    connection_id,
    generation,
    token,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(Date.parse(at) / 1_000)),
      'webhook-signature': new Webhook(signing).sign(id, new Date(at), body),
    },
    body,
  }
}

/** Delivers it to the whole app. */
export async function deliver({ app }: Pick<TestApp, 'app'>, sent: Sent) {
  const { platform, connection_id, generation, token, headers, body } = sent
  const answer = await app.request(`/hooks/${platform}/${connection_id}/${generation}/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  const { outcome, error } = await answer.json<{
    outcome?: string
    error?: { code: string; detail: { reason?: string } }
  }>()
  return {
    status: answer.status,
    headers: answer.headers,
    code: error?.code,
    reason: error?.detail.reason,
    outcome,
  }
}

export const paid = (code: string, notification_id: number, action = 'pretix.event.order.paid') =>
  JSON.stringify({ notification_id, organizer: 'theatre', event: 'abonnements', code, action })
export const gave = (order: string, gift: object = {}) =>
  JSON.stringify({
    type: 'gift.updated',
    timestamp: NOW,
    data: {
      id: order,
      booking: null,
      gifts: [
        {
          orderId: order,
          lineId: 'G',
          cents: 1_200,
          currency: 'EUR',
          version: 1,
          utcGivenAt: NOW,
          consent: { chosen: 'amount' },
          ...gift,
        },
      ],
    },
  })
export const changed = (order: string) =>
  JSON.stringify({ type: 'booking.updated', timestamp: NOW, data: { orderId: order } })

/** A connection more, of any structure. */
export async function connect(
  { ctx }: Signing,
  world: World,
  platform: Platform,
  {
    owner = world.structure,
    state = 'enabled',
    settings = {},
    provision = null as object | null,
    token = 'a-token-that-nobody-has',
  }: {
    owner?: Actor
    state?: 'draft' | 'enabled' | 'disabled'
    settings?: object
    provision?: object | null
    token?: string
  } = {},
): Promise<string> {
  const id = uuidv7()
  const credentials = await ctx.secrets.encrypt(JSON.stringify({ token }), id)
  const known = {
    pretix: {
      address: 'https://pretix.test',
      organizer: 'theatre',
      subscription_event: 'abonnements',
      performance_events: [],
    },
    open: { address: 'https://box-office.test' },
  }
  await world.db.call('create_connection', {
    id,
    structure_id: owner.organisation_id,
    platform,
    settings: { ...known[platform], ...settings },
    credentials,
  })
  if (state !== 'draft')
    await world.db.call('record_connection', { id, state, provision, checks: [], now: NOW })
  return id
}

export interface Kept {
  id: string
  connection_id: string
  event_id: string
  state: string
  reason: string | null
  tries: number
  body: string | null
  next_try_at: Date
}
/** What was stored, in the order in which it came. */
export async function kept({ pg }: Pick<World, 'pg'>): Promise<Kept[]> {
  return (await pg.query<Kept>('select * from inbox order by received_at, id')).rows
}
