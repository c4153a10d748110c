import { createHmac } from 'node:crypto'
import { newEndpoint } from './objects/event.ts'
import { type Delivery, type Endpoint, seconds, type World } from './world.ts'

/** Waits after each attempt that was not answered 2xx: about three days in all, as in live mode. */
export const RETRIES_MS = [5, 30, 120, 300, 600, 720, 720, 720, 720, 720].map((minutes) => minutes * 60_000)

export interface Releasing {
  /** the order in which they go out: as they happened by default */
  order?: (waiting: Delivery[]) => Delivery[]
  /** how many times each is sent */
  times?: number
  /** how many are under way at once */
  together?: number
}

/** Signs as Stripe does: one `v1` for each secret, and in test mode a `v0` that means nothing. */
export function signatureOf(
  endpoint: Pick<Endpoint, 'secrets'>,
  body: string,
  at_s: number,
  livemode = false,
): string {
  const v1 = endpoint.secrets.map((secret) => `v1=${hmac(secret, `${at_s}.${body}`)}`)
  const v0 = livemode ? [] : [`v0=${hmac('not the secret', body)}`]
  return [`t=${at_s}`, ...v1, ...v0].join(',')
}
const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

/**
 * Brings events to their endpoints. Nothing goes by a timer: what is due goes out when something happens (unless it is
 * held), with `deliver`, or with `release`.
 */
export function makePostman(world: World, post: typeof fetch) {
  let held = false
  let round: Promise<void> = Promise.resolve()

  async function attempt(delivery: Delivery): Promise<void> {
    const { event, endpoint } = delivery
    const body = JSON.stringify(event, null, 2)
    const status = await send(world, post, endpoint, body)
    const wait_ms = RETRIES_MS[delivery.attempts]
    delivery.attempts += 1
    delivery.answers.push(status)
    const taken = status >= 200 && status < 300
    if (taken) event.pending_webhooks = Math.max(0, event.pending_webhooks - 1)
    delivery.due_ms = taken || wait_ms === undefined ? null : world.now_ms() + wait_ms
  }

  async function sendAll(chosen: readonly Delivery[], together = 1): Promise<void> {
    const waiting = [...chosen]
    const hands = Array.from({ length: Math.min(together, waiting.length) }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await attempt(next)
    })
    await Promise.all(hands)
  }

  const due = () => world.deliveries.filter(({ due_ms }) => due_ms !== null && due_ms <= world.now_ms())
  /** One round after the other, so that a test can wait for the last. */
  async function inTurn(work: () => Promise<void>): Promise<void> {
    round = round.then(work)
    return round
  }

  return {
    wake(): void {
      if (!held) void inTurn(async () => sendAll(due()))
    },
    /** Sends what is due by now, retries among it. */
    deliver: async () => inTurn(async () => sendAll(due())),
    /** Answers once everything that was begun has been tried. */
    settled: async () => round,
    /** From now on nothing goes out by itself. */
    hold(): void {
      held = true
    },
    /** Sends everything that waits, due or not, in any order and more than once; from now on all goes by itself again. */
    async release({ order = (waiting) => waiting, times = 1, together = 1 }: Releasing = {}): Promise<void> {
      held = false
      const waiting = order(world.deliveries.filter(({ due_ms }) => due_ms !== null))
      await inTurn(async () => {
        await sendAll(waiting, together)
        for (let time = 1; time < times; time += 1) await sendAll(waiting, together)
      })
    },
    /** Sends events again that were delivered before; Stripe may do so, and so may a person in its dashboard. */
    again: async (chosen: (delivery: Delivery) => boolean = () => true) =>
      inTurn(async () => sendAll(world.deliveries.filter(chosen))),
    /** What waits never arrives; from now on all goes by itself again. */
    drop(): void {
      held = false
      for (const delivery of world.deliveries) delivery.due_ms = null
    },
    waiting: () => world.deliveries.filter(({ due_ms }) => due_ms !== null),
  }
}
export type Postman = ReturnType<typeof makePostman>

const TIMEOUT_MS = 20_000

/** The status of the answer; 0 when there was none. */
async function send(world: World, post: typeof fetch, endpoint: Endpoint, body: string): Promise<number> {
  try {
    const answer = await post(endpoint.facts.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(endpoint, body, seconds(world), world.livemode),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

/** A place where events go from now on. */
export function addEndpoint(
  world: World,
  {
    url,
    connect = true,
    events = ['*'],
    secret,
  }: { url: string; connect?: boolean; events?: string[]; secret?: string },
): Endpoint {
  const endpoint: Endpoint = {
    facts: newEndpoint({
      id: world.id('we'),
      created: seconds(world),
      livemode: world.livemode,
      url,
      enabled_events: events,
    }),
    connect,
    secrets: [secret ?? world.id('whsec')],
  }
  world.endpoints.push(endpoint)
  return endpoint
}

/** Rotates: both secrets sign, until `retire` takes the older away. Answers the new one. */
export function rollSecret(world: World, endpoint: Endpoint): { secret: string; retire: () => void } {
  const secret = world.id('whsec')
  endpoint.secrets = [secret, ...endpoint.secrets]
  return {
    secret,
    retire: () => {
      endpoint.secrets = [secret]
    },
  }
}
