import type { OwnAccess } from '../../adapters/contract/index.ts'
import type { Env } from './env.ts'

/** What the deployment itself was given at each platform that asks for it, by the platform's word. */
export function ownAccess(env: Env): Record<string, OwnAccess | undefined> {
  return { stripe: atStripe(env) }
}

function atStripe({
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRETS = '',
  STRIPE_ADDRESS,
}: Env): OwnAccess | undefined {
  if (!STRIPE_SECRET_KEY) return undefined
  const signing = STRIPE_WEBHOOK_SECRETS.split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
  return { key: STRIPE_SECRET_KEY, signing, address: STRIPE_ADDRESS ?? 'https://api.stripe.com' }
}
