import { Stripe } from 'stripe'
import type { Fetch } from '../../contract/harness.ts'
import type { StripeApi } from './openapi.ts'

/** A call that was made, and how it was answered. */
export interface Made {
  /** as Stripe's document names it; else as it was */
  call: string
  /** to be sent again */
  request: Request
  /** what it wished to have expanded */
  expands: string[]
  status: number
  body: unknown
}
/** Told instead, by call: of each object, of each of a list's, only what is said here is other. */
export type Instead = Readonly<Record<string, unknown>>

/** Stripe's own client, and what passed between it and the server. */
export function recordedClient(
  api: StripeApi,
  { url, key }: { url: string; key: string },
): { client: Stripe; made: Made[] } {
  const { made, wrap } = recorder(api)
  const { hostname, port } = new URL(url)
  const httpClient = Stripe.createFetchHttpClient(wrap(fetch))
  const place = { host: hostname, port: Number(port), protocol: 'http' } as const
  return { client: new Stripe(key, { ...place, httpClient, maxNetworkRetries: 0 }), made }
}

/** Stands between a client and a server, and writes down what passes. */
export function recorder(api: StripeApi, instead: Instead = {}) {
  const made: Made[] = []
  const keys = new Set<string>()
  const wrap = (real: Fetch): Fetch => {
    return async (...asked) => {
      const request = new Request(...asked)
      const { pathname, searchParams } = new URL(request.url)
      const call = api.callOf(request.method, pathname) ?? `${request.method} ${pathname}`
      const answer = await real(request.clone())
      const told = JSON.parse(await answer.text()) as unknown
      // a list's second page is as it is: else there would be no last one
      const body = searchParams.has('starting_after') ? told : overlaid(told, instead[call])
      const expands = [...searchParams].flatMap(([name, path]) => (name.startsWith('expand[') ? [path] : []))
      const { status } = answer
      made.push({ call, request, expands, status, body })
      // stripe-mock keeps no key; Stripe says of one that it knows it
      const key = request.headers.get('idempotency-key')
      const headers = {
        'content-type': 'application/json',
        'request-id': answer.headers.get('request-id') ?? '',
        ...(key !== null && keys.has(key) ? { 'idempotent-replayed': 'true' } : {}),
      }
      if (key !== null) keys.add(key)
      return new Response(JSON.stringify(body), { status, headers })
    }
  }
  return { made, wrap }
}

function overlaid(told: unknown, other: unknown): unknown {
  if (other === undefined) return told
  if (Array.isArray(told) && Array.isArray(other))
    return other.length === 0 ? [] : told.map((one, at) => overlaid(one, other[at]))
  if (!isObject(told) || !isObject(other)) return other
  const changed = Object.entries(other).map(([name, value]) => [name, overlaid(told[name], value)])
  return { ...told, ...Object.fromEntries(changed) }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
