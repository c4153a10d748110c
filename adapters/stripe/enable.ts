import { z } from 'zod'
import type { Check, Enabled, EnableRequest } from '../contract/index.ts'
import { EVENTS } from './hooks.ts'
import type { Line } from './line.ts'

const Account = z.object({
  id: z.string(),
  charges_enabled: z.boolean().optional(),
  payouts_enabled: z.boolean().optional(),
  default_currency: z.string().length(3).optional(),
})
const Endpoint = z.object({
  id: z.string(),
  url: z.string(),
  status: z.string(),
  enabled_events: z.array(z.string()),
})

/**
 * Nothing is made at Stripe: the account is the donee's, and the one webhook is the deployment's. Both are looked at, and what
 * is missing is said.
 */
export async function enable(line: Line, { hook }: EnableRequest): Promise<Enabled> {
  const account = await line.platform.get(Account, async (stripe) => stripe.accounts.retrieve(line.account))
  const currency = (account.default_currency ?? 'eur').toUpperCase()
  const endpoints = await line.platform.all(Endpoint, async (stripe, page) =>
    stripe.webhookEndpoints.list(page),
  )
  const ours = endpoints.find(({ url, status }) => url === hook.url && status === 'enabled')
  const asked = ours?.enabled_events ?? []
  const missing = EVENTS.filter((event) => !asked.includes(event) && !asked.includes('*'))
  const checks: Check[] = [
    check(
      'charges',
      account.charges_enabled === true,
      'the account can take payments',
      'the account cannot take payments yet: its owner finishes signing up at Stripe',
    ),
    check(
      'payouts',
      account.payouts_enabled === true,
      'the account is paid out',
      'the account is not paid out yet: its owner gives Stripe a bank account',
    ),
    check(
      'currency',
      currency === 'EUR',
      'the account counts in EUR',
      `the account counts in ${currency}: gifts are in EUR`,
    ),
    check(
      'webhook',
      ours !== undefined && missing.length === 0,
      'Stripe tells us what happens on connected accounts',
      ours
        ? `the webhook ${ours.id} does not ask for ${missing.join(', ')}`
        : `Stripe has no enabled webhook to ${hook.url}: add one, for events on connected accounts`,
    ),
  ]
  return { provision: { account: account.id, currency }, checks }
}

const check = (name: string, ok: boolean, well: string, ill: string): Check => ({
  name,
  ok,
  detail: ok ? well : ill,
})
