import { createMiddleware } from 'hono/factory'
import { RETRY_AFTER_S, type FrontEnv, type FrontRequest } from './http.ts'
import { Problem } from './problems.ts'
import { sha256 } from './secrets.ts'

/**
 * Counts requests by address and by key, and failed authentications by address, each where its binding is there; a
 * development machine has no limits. Webhooks and what edge Workers tell are not counted: a season's opening comes in bursts
 * from one address, and what is not genuine costs neither a query nor a row.
 * @param keyOf the access key that a request carries, if any
 * @throws Problem too_many_requests
 */
export const limitRates = (keyOf: (c: FrontRequest) => string | undefined) =>
  createMiddleware<FrontEnv>(async (c, next) => {
    if (c.get('ctx').development || PROVEN.test(c.req.path)) return next()
    const { ADDRESS_LIMIT, KEY_LIMIT, FAILURE_LIMIT } = c.env ?? {}
    const address = addressOf(c.req.header('cf-connecting-ip'))
    const key = keyOf(c)
    await count(ADDRESS_LIMIT, address)
    await count(KEY_LIMIT, key && (await sha256(key)))
    await next()
    if (c.res.status === 401) await count(FAILURE_LIMIT, address)
  })

const PROVEN = /^\/(hooks|edge)\//

async function count(limit: RateLimit | undefined, of: string | null | undefined): Promise<void> {
  if (!limit || !of) return
  const { success } = await limit.limit({ key: of })
  if (!success) throw new Problem('too_many_requests', { retry_after_s: RETRY_AFTER_S })
}

/** Whose address it is; of IPv6 the network, since each house has 2^64 addresses. Null where no proxy says it. */
export function addressOf(connecting: string | undefined): string | null {
  if (!connecting) return null
  if (!connecting.includes(':')) return connecting
  // the URL parser writes an address in one way only: lower case, zeros left out
  const host = URL.parse(`http://[${connecting}]`)?.hostname
  if (!host) return connecting
  const [before = '', after] = host.slice(1, -1).split('::')
  const groups = before.split(':').filter(Boolean)
  const behind = (after ?? '').split(':').filter(Boolean)
  if (after !== undefined)
    groups.push(...Array<string>(8 - groups.length - behind.length).fill('0'), ...behind)
  return `${groups.slice(0, 4).join(':')}::/64`
}
