import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { ask, json, say, serve, type Said, type Served } from './http.ts'
import type { Busy } from './idle.ts'
import type { Acts, Points } from './points.ts'

/** What stands between the Worker and its partners in one schedule. */
export interface PartnerSide {
  points: Points
  kill_worker(): void
  /** the time that the Worker would have waited for an answer is over */
  timed_out(): void
  later(duration_ms: number, act: () => Promise<unknown>): void
}

const RETRY_AFTER_S = 7
const DRIP_MS = 4
const CUT_AFTER = 1

/** One call: how it is carried out, and where it is answered. */
interface Call {
  side: PartnerSide
  /** what the call is named by */
  point: string
  carryOut: () => Promise<Said>
  answer: ServerResponse
}
/** Calls that the network may bring so late that they were looked up, and asked again, before. */
const LATE = new Set(['hold', 'confirm', 'cancel'])
const LATE_MS = 8_000
const retryLater = { 'retry-after': String(RETRY_AFTER_S) }

const ACTS: Record<Acts['partner'], (call: Call) => Promise<void>> = {
  'answer 500': async ({ answer }) => say(answer, json(500, { error: 'INTERNAL_SERVER_ERROR' })),
  'answer 503': async ({ answer }) => say(answer, json(503, { error: 'down' }, retryLater)),
  'answer 429 with Retry-After': async ({ answer }) =>
    say(answer, json(429, { error: 'slower' }, retryLater)),
  'answer nonsense': async ({ answer }) => say(answer, json(200, { nonsense: true })),
  'answer nonsense after': async ({ answer, carryOut }) => {
    await carryOut()
    say(answer, { ...json(200, {}), body: Buffer.from('<html>Oops') })
  },
  'lose the answer': async ({ answer, carryOut }) => cut(answer, await carryOut()),
  'time out after': async ({ side, answer, carryOut }) => {
    await carryOut()
    side.timed_out()
    say(answer, json(200, {}, { 'x-timed-out': 'yes' }))
  },
  'time out, then arrive late': async ({ side, point, answer, carryOut }) => {
    if (LATE.has(point)) side.later(LATE_MS, carryOut)
    else await carryOut()
    side.timed_out()
    say(answer, json(200, {}, { 'x-timed-out': 'yes' }))
  },
  'drip slowly': async ({ answer, carryOut }) => drip(answer, await carryOut()),
  // of two that serve side by side the other may have asked: it hears no more either
  'kill the Worker before': async ({ side, answer }) => {
    side.kill_worker()
    answer.destroy()
  },
  'kill the Worker during': async ({ side, answer, carryOut }) => {
    const carried_out = carryOut()
    side.kill_worker()
    await carried_out
    answer.destroy()
  },
  'kill the Worker after': async ({ side, answer, carryOut }) => {
    const said = new Promise((done) => answer.once('finish', done).once('close', done))
    say(answer, await carryOut())
    await said
    side.kill_worker()
  },
}

/** In front of the partners; each call may fail at a named point. @param route where an address that is asked for leads to */
export async function servePartners(
  route: (url: string) => { address: string; path: string },
  now: () => PartnerSide | null,
  busy: Busy,
): Promise<Served> {
  return serve(async (asked, body, answer) =>
    busy.during(async () => {
      const side = now()
      if (!side) return void answer.destroy()
      const { address, path } = route(asked.url ?? '/')
      const method = asked.method ?? 'GET'
      const carryOut = async () => ask(`${address}${path}`, { method, headers: asked.headers, body })
      const point = callOf(method, path)
      const act = side.points.meet('partner', point)
      return act === null ? say(answer, await carryOut()) : ACTS[act]({ side, point, answer, carryOut })
    }),
  )
}

function cut(answer: ServerResponse, { status, headers, body }: Said): void {
  answer.writeHead(status, { ...headers, 'content-length': body.length })
  answer.write(body.subarray(0, CUT_AFTER), () => answer.destroy())
}

async function drip(answer: ServerResponse, { status, headers, body }: Said): Promise<void> {
  answer.writeHead(status, headers)
  const size = Math.max(1, Math.ceil(body.length / 4))
  for (let at = 0; at < body.length; at += size) {
    answer.write(body.subarray(at, at + size))
    await wait(DRIP_MS)
  }
  answer.end()
}

const CALLS: [RegExp, string][] = [
  [/^POST \/bookings$/, 'hold'],
  [/^POST \/bookings\/[^/]+\/confirm$/, 'confirm'],
  [/^POST \/bookings\/[^/]+\/cancel$/, 'cancel'],
  [/^GET \/bookings\?/, 'find'],
  [/^GET \/bookings\/[^/]+$/, 'booking'],
  [/^GET \/acs\/tickets\//, 'ticket'],
  [/^GET \/acs\/orders\//, 'order'],
  [/^GET \/acs\/scans/, 'scans'],
  [/^GET \/acs\/transactions/, 'transactions'],
  [/^GET \/acs\/bookings/, 'bookings'],
  [/^PUT \/acs\/allotments\//, 'allot'],
  [/^PUT \/acs\/webhook$/, 'register'],
  [/^GET \/products$/, 'products'],
  [/^POST \/availability$/, 'availability'],
  [/^\w+ \/v1\/checkout\//, 'stripe checkout'],
]
const STRIPE = /^\w+ \/v1\/(\w+)/

/** What a call to a partner is named by. */
export const callOf = (method: string, path: string): string =>
  CALLS.find(([form]) => form.test(`${method} ${path}`))?.[1] ??
  STRIPE.exec(`${method} ${path}`)?.[1]?.replace(/^/, 'stripe ') ??
  'other'
