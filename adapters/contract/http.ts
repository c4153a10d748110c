import type { z } from 'zod'
import { OutcomeUnknown, PartnerBrokeContract, PartnerRejects, PersonMustAct, RetryLater } from './faults.ts'

export interface PartnerHttpTools {
  address: string
  /** sent with every call, such as Authorization */
  headers: Record<string, string>
}
export interface PartnerCall {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** relative to the connection's address */
  path: string
  body?: unknown
  /** a body written already, in its own media type, instead of `body` as JSON */
  text?: { body: string; media_type: string }
  headers?: Record<string, string>
  /** the call changes something at the partner: an answer that never came is then *unknown*, not a failure. Default: any method but GET */
  writes?: boolean
  /** statuses other than 2xx that the caller reads itself */
  expect?: readonly number[]
}
export interface PartnerAnswer {
  status: number
  headers: Headers
  bytes: Uint8Array<ArrayBuffer>
}
export interface PartnerHttp {
  call(call: PartnerCall): Promise<PartnerAnswer>
  /** The same, with the body checked against `schema`; an empty body is `undefined`. */
  json<T>(schema: z.ZodType<T>, call: PartnerCall): Promise<{ status: number; headers: Headers; body: T }>
}
export interface PartnerHttpLimits {
  fetch: typeof fetch
  /** throws when an address may not be called (private networks) */
  guard(address: URL): void
  sleep(duration_ms: number): Promise<void>
  now_ms(): number
  pace_ms: number
  timeout_ms: number
  /** nothing is asked after this instant, however much is left to ask. Default: without end */
  until_ms?: number
  max_bytes: number
}

/**
 * The one way to a partner's API: paced, bounded in time and size, never following a redirect, and with every
 * failure sorted by who has to act (see `faults.ts`).
 */
export function partnerHttp({ address, headers }: PartnerHttpTools, limits: PartnerHttpLimits): PartnerHttp {
  const base = new URL(address.endsWith('/') ? address : `${address}/`)
  const hide = hiding(headers)
  let free_at_ms = 0

  async function pace(): Promise<void> {
    const now_ms = limits.now_ms()
    const wait_ms = Math.max(0, free_at_ms - now_ms)
    free_at_ms = now_ms + wait_ms + limits.pace_ms
    if (wait_ms > 0) await limits.sleep(wait_ms)
  }

  async function call(request: PartnerCall): Promise<PartnerAnswer> {
    const method = request.method ?? 'GET'
    const writes = request.writes ?? method !== 'GET'
    const url = new URL(request.path.replace(/^\//, ''), base)
    if (url.origin !== base.origin)
      throw new PartnerBrokeContract(`an address outside ${base.origin} was asked for`)
    limits.guard(url)
    await pace()
    const what = `${method} ${url.pathname}`
    if (limits.now_ms() > (limits.until_ms ?? Number.POSITIVE_INFINITY))
      throw new RetryLater(`${what} was not asked: the partner has answered too slowly to read all of it`)
    const body = request.text?.body ?? (request.body === undefined ? undefined : JSON.stringify(request.body))

    let answer: PartnerAnswer
    try {
      const response = await limits.fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(limits.timeout_ms),
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': request.text?.media_type ?? 'application/json' }),
          ...headers,
          ...request.headers,
        },
        ...(body === undefined ? {} : { body }),
      })
      answer = {
        status: response.status,
        headers: response.headers,
        bytes: await readBounded(response, limits.max_bytes),
      }
    } catch (cause) {
      const message = `${what} had no whole answer: ${cause instanceof Error ? cause.message : String(cause)}`
      throw writes ? new OutcomeUnknown(message) : new RetryLater(message)
    }

    const { status } = answer
    if ((status >= 200 && status < 300) || request.expect?.includes(status)) return answer
    const text = hide(new TextDecoder().decode(answer.bytes.slice(0, 2_000)))
    const message = `${what} answered ${status}: ${text.slice(0, 300)}`
    if (status === 429 || (status === 503 && answer.headers.has('retry-after'))) {
      throw new RetryLater(message, retryAfter_ms(answer.headers, limits.now_ms()))
    }
    if (status >= 500) throw writes ? new OutcomeUnknown(message) : new RetryLater(message)
    if (status === 401 || status === 403) {
      throw new PersonMustAct(
        message,
        'Check the access that was given to this connection (token, rights), renew it if needed, then enable again.',
      )
    }
    if (status < 400) throw new PartnerBrokeContract(`${message} (redirects are not followed)`)
    throw new PartnerRejects(message, status, text)
  }

  async function json<T>(schema: z.ZodType<T>, request: PartnerCall) {
    const answer = await call(request)
    const text = new TextDecoder().decode(answer.bytes)
    const parsed = schema.safeParse(text === '' ? undefined : parse(text))
    if (parsed.success) return { status: answer.status, headers: answer.headers, body: parsed.data }
    const writes = request.writes ?? (request.method ?? 'GET') !== 'GET'
    const message = `${request.method ?? 'GET'} ${request.path} answered ${answer.status} with an unexpected body: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`
    throw writes ? new OutcomeUnknown(message) : new PartnerBrokeContract(message)
  }

  return { call, json }
}

/** A server may repeat in its answer what it was sent (many error pages do): what authenticates us is never shown. */
function hiding(headers: Record<string, string>): (text: string) => string {
  const secrets = Object.values(headers)
    .map((value) => value.split(' ').at(-1)!)
    .filter((secret) => secret.length >= 8)
  return (text) => secrets.reduce((said, secret) => said.replaceAll(secret, '…'), text)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // no JSON says this, and no schema takes it
    return Symbol()
  }
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), between 1 s and 1 h; 30 s when it makes no sense. */
export function retryAfter_ms(headers: Headers, now_ms: number): number {
  const value = headers.get('retry-after') ?? ''
  const seconds_ms = Number(value) * 1_000
  const wait_ms = value !== '' && Number.isFinite(seconds_ms) ? seconds_ms : Date.parse(value) - now_ms
  return Number.isNaN(wait_ms) ? 30_000 : Math.min(Math.max(wait_ms, 1_000), 3_600_000)
}

async function readBounded(response: Response, max_bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > max_bytes) throw new Error(`the answer is larger than ${max_bytes} bytes`)
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
