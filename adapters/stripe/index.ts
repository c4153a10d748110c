import type { Adapter } from '../contract/index.ts'
import { disable } from './disable.ts'
import { enable } from './enable.ts'
import { read, verify } from './hooks.ts'
import { makeLine } from './line.ts'
import { order } from './orders.ts'
import { pay } from './pay.ts'
import { ADDRESS } from './place.ts'
import { reconcile } from './reconcile.ts'
import { type Credentials, credentials, type Settings, settings } from './settings.ts'

/** Stripe Checkout on the donee's own account (Connect, direct charges); written for the API of October 2026. */
export const stripe: Adapter<Settings, Credentials> = {
  platform: 'stripe',
  name: 'Stripe',
  documentation: 'https://docs.stripe.com/api',
  capabilities: {
    enable: 'emulated server',
    gifts: 'emulated server',
    pay: 'emulated server',
    reconcile: 'emulated server',
  },
  shared: true,
  limits: [
    'It takes gifts; it has no performances and issues no tickets.',
    'One account belongs to one structure: a donee that collects for several has an account for each.',
    'A line is a gift when its own metadata, its price’s or the session’s says `acs` = `gift`; the session’s other `acs_…` metadata is kept as the proof of consent.',
    'Payments that were not made through a Checkout Session give nothing.',
    'It takes no gift below 0.50 €.',
    'A delayed payment, such as a SEPA debit, counts when it is paid.',
    'A refund that names no line leaves the gift as far as there is money left for it; `acs` = `gift` or `acs_line` = the line’s id in its metadata names it.',
    'A dispute takes the money back while it is open and when it is lost; an inquiry takes none.',
  ],
  settings,
  credentials,
  address: () => ADDRESS,
  // Stripe allows 25 calls a second in test mode and 100 in live mode for each account.
  pace_ms: 40,
  verify,
  read,
  open(config, tools) {
    const line = makeLine(config, tools)
    return {
      enable: async (request) => enable(line(), request),
      disable,
      pay: async (request) => pay(line(), request),
      order: async (payment) => order(line(), payment),
      reconcile: async (cursor) => reconcile(line(), cursor),
    }
  },
}
