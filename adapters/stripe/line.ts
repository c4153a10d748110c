import { type ConnectionConfig, type Instant, PersonMustAct, type PartnerTools } from '../contract/index.ts'
import { type Api, stripeApi } from './api.ts'
import type { Credentials, Settings } from './settings.ts'

/** An open line to one connected account: what every verb is given. */
export interface Line {
  account: string
  /** in the name of the account */
  api: Api
  /** of the deployment's own account, for what belongs to it */
  platform: Api
  now(): Instant
}

/** Throws when the deployment has no key, at the first call: what opens a line does not know yet whether it will call. */
export function makeLine(
  { settings }: ConnectionConfig<Settings, Credentials>,
  tools: PartnerTools,
): () => Line {
  let line: Line | null = null
  return () => {
    if (line) return line
    const { own } = tools
    if (!own) {
      throw new PersonMustAct(
        'This deployment has no key for Stripe.',
        'Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRETS, deploy, then enable the connection again.',
      )
    }
    const { address, key } = own
    const http = tools.http({ address, headers: { authorization: `Bearer ${key}` } })
    const { account } = settings
    line = {
      account,
      api: stripeApi(http, own, account),
      platform: stripeApi(http, own, null),
      now: () => tools.now(),
    }
    return line
  }
}
