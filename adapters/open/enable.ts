import { z } from '@hono/zod-openapi'
import type { Check, Enabled, EnableRequest } from '../contract/index.ts'
import type { Api } from './api.ts'
import { EVENT_TYPES, Step, Webhook } from './wire/acs.ts'
import { INVITATION_UNIT, OctoCapability, Product } from './wire/octo.ts'

const NEEDED = ['acs/step', 'acs/gifts', 'acs/allotments', 'acs/scans', 'acs/transactions', 'acs/webhooks']

/** Shows the donation step, registers our webhook, and reads it all back. What is there already is set again, not doubled. */
export async function enable(api: Api, { hook, step }: EnableRequest): Promise<Enabled> {
  await api.http.json(Step, { method: 'PUT', path: 'acs/step', body: step })
  const registration = { url: hook.url, secret: hook.signing_secret, events: EVENT_TYPES }
  await api.http.json(Webhook, { method: 'PUT', path: 'acs/webhook', body: registration })
  const checks = [
    await capabilitiesCheck(api),
    await stepCheck(api, step),
    await webhookCheck(api, hook.url),
    await productsCheck(api),
  ]
  return { provision: { contract: 1, hook_url: hook.url }, checks }
}

/** Takes the step and the webhook back; what was sold or booked stays. */
export async function disable(api: Api): Promise<void> {
  await api.http.call({ method: 'DELETE', path: 'acs/step', expect: [404] })
  await api.http.call({ method: 'DELETE', path: 'acs/webhook', expect: [404] })
}

async function capabilitiesCheck(api: Api): Promise<Check> {
  const { body } = await api.http.json(z.array(OctoCapability), { path: 'capabilities' })
  const missing = NEEDED.filter((id) => !body.some((capability) => capability.id === id))
  return {
    name: 'capabilities',
    ok: missing.length === 0,
    detail: missing.length === 0 ? 'all that is needed' : `the server lacks ${missing.join(', ')}`,
  }
}

async function stepCheck(api: Api, step: EnableRequest['step']): Promise<Check> {
  const { body } = await api.http.json(Step, { path: 'acs/step' })
  const ok = body.title.fr === step.title.fr && body.description.fr === step.description.fr
  return { name: 'donation step', ok, detail: ok ? 'shown as given' : 'shown with other texts than ours' }
}

async function webhookCheck(api: Api, url: string): Promise<Check> {
  const { body } = await api.http.json(Webhook, { path: 'acs/webhook' })
  const missing = EVENT_TYPES.filter((type) => !body.events.includes(type))
  const ok = body.url === url && missing.length === 0
  return {
    name: 'webhook',
    ok,
    detail: ok ? 'registered' : `registered elsewhere, or without ${missing.join(', ')}`,
  }
}

/** At least one option can be booked as an invitation, and none of them asks who comes. */
async function productsCheck(api: Api): Promise<Check> {
  const { body } = await api.http.json(z.array(Product), { path: 'products' })
  const bookable = body.filter((product) =>
    product.options.some((option) =>
      option.units.some(
        ({ id, requiredContactFields }) => id === INVITATION_UNIT && requiredContactFields.length === 0,
      ),
    ),
  )
  const pdf = bookable.every(({ deliveryFormats }) => deliveryFormats.includes('PDF_URL'))
  return {
    name: 'invitation seats',
    ok: bookable.length > 0 && pdf,
    detail: `${bookable.length} of ${body.length} products can be booked as invitations${pdf ? '' : ', some without PDF tickets'}`,
  }
}
