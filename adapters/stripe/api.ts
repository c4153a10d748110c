import { Stripe } from 'stripe'
import { z } from 'zod'
import {
  type OwnAccess,
  OutcomeUnknown,
  PartnerBrokeContract,
  PartnerFault,
  type PartnerHttp,
  PartnerRejects,
} from '../contract/index.ts'

/** Stripe's own client, for one connected account, with what it answers checked before it is used. */
export interface Api {
  /** Asks; null when Stripe knows no such object. */
  find<T>(schema: z.ZodType<T>, ask: (stripe: Stripe) => Promise<unknown>): Promise<T | null>
  get<T>(schema: z.ZodType<T>, ask: (stripe: Stripe) => Promise<unknown>): Promise<T>
  /** All pages, in Stripe's order: the youngest first. */
  all<T extends { id: string }>(
    schema: z.ZodType<T>,
    ask: (stripe: Stripe, page: Page) => Promise<unknown>,
  ): Promise<T[]>
  /** A write; an answer that makes no sense leaves its outcome unknown. */
  post<T>(schema: z.ZodType<T>, ask: (stripe: Stripe) => Promise<unknown>): Promise<T>
}
export interface Page {
  limit: number
  starting_after?: string
}

const PAGE_SIZE = 100
const PAGES_AT_MOST = 2_000

/** @param account null: the deployment's own */
export function stripeApi(http: PartnerHttp, own: OwnAccess, account: string | null): Api {
  const stripe = new Stripe(own.key, {
    ...placeOf(own.address),
    ...(account === null ? {} : { stripeAccount: account }),
    httpClient: Stripe.createFetchHttpClient(through(http)),
    // whoever called decides when a call is repeated
    maxNetworkRetries: 0,
    telemetry: false,
  })
  async function find<T>(schema: z.ZodType<T>, ask: (stripe: Stripe) => Promise<unknown>): Promise<T | null> {
    try {
      return checked(schema, await said(ask(stripe)), PartnerBrokeContract)
    } catch (cause) {
      if (isMissing(cause)) return null
      throw cause
    }
  }
  const api: Api = {
    find,
    async get(schema, ask) {
      return checked(schema, await said(ask(stripe)), PartnerBrokeContract)
    },
    async all(schema, ask) {
      const Listed = z.object({ data: z.array(schema), has_more: z.boolean() })
      const found: z.infer<typeof schema>[] = []
      for (let page = 0; page < PAGES_AT_MOST; page += 1) {
        const last = found.at(-1)
        const { data, has_more } = await api.get(Listed, async (client) =>
          ask(client, { limit: PAGE_SIZE, ...(last ? { starting_after: last.id } : {}) }),
        )
        found.push(...data)
        if (!has_more) return found
        if (data.length === 0) break
      }
      throw new PartnerBrokeContract('a list of Stripe says that there is more, but does not come to an end')
    },
    async post(schema, ask) {
      return checked(schema, await said(ask(stripe), OutcomeUnknown), OutcomeUnknown)
    },
  }
  return api
}

function placeOf(address: string): { host: string; port: number; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(address)
  const secure = protocol === 'https:'
  return { host: hostname, port: Number(port || (secure ? 443 : 80)), protocol: secure ? 'https' : 'http' }
}

/** Lets Stripe's client call by the one way that all partners are called: paced, bounded, no redirects, faults sorted. */
function through(http: PartnerHttp): typeof fetch {
  return async (input, init = {}) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    const headers = Object.fromEntries(new Headers(init.headers))
    const method = init.method === 'POST' ? 'POST' : init.method === 'DELETE' ? 'DELETE' : 'GET'
    const text = {
      body: typeof init.body === 'string' ? init.body : '',
      media_type: 'application/x-www-form-urlencoded',
    }
    delete headers['content-length']
    const answer = await http.call({
      method,
      path: pathname + search,
      headers,
      ...(method === 'POST' ? { text } : {}),
    })
    return new Response(answer.bytes, { status: answer.status, headers: answer.headers })
  }
}

type FaultKind = new (message: string) => PartnerFault

/** Our own fault comes back out of the client as it was; whatever else the client could not read is the partner's. */
async function said<T>(call: Promise<T>, Broken: FaultKind = PartnerBrokeContract): Promise<T> {
  try {
    return await call
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeError)) throw cause
    if (cause.detail instanceof PartnerFault) throw cause.detail
    throw new Broken(`Stripe answered what its own client cannot read: ${cause.message}`)
  }
}

function checked<T>(schema: z.ZodType<T>, answer: unknown, Broken: FaultKind): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Broken(`Stripe answered an unexpected body: ${issue?.path.join('.')} ${issue?.message}`)
}

/** In a path Stripe answers 404, in a parameter 400, both with the same code. */
const isMissing = (cause: unknown): boolean =>
  cause instanceof PartnerRejects &&
  (cause.status === 404 || (cause.status === 400 && cause.body.includes('"resource_missing"')))

/** Seconds since 1970, as Stripe tells every time. */
export const instantOf = (seconds: number): string => new Date(seconds * 1_000).toISOString()
