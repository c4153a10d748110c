import type { Price } from './price.ts'

type Metadata = Record<string, string>

export interface SessionFields {
  id: string
  created: number
  livemode: boolean
  amount: number
  currency: string
  expires_at: number
  cancel_url: string | null
  success_url: string | null
  client_reference_id: string | null
  customer_creation: 'always' | 'if_required'
  customer_email: string | null
  locale: string | null
  metadata: Metadata
  payment_method_types: string[]
  submit_type: string | null
  url: string
}

/** A Checkout Session in payment mode, as it stands before the buyer came. Its line items lie beside it. */
export function newSession({ id, created, livemode, amount, ...fields }: SessionFields) {
  return {
    id,
    object: 'checkout.session' as const,
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_details: null as null | CustomerDetails,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode,
    mode: 'payment' as const,
    origin_context: null,
    payment_intent: null as string | null,
    payment_link: null,
    payment_method_collection: 'if_required' as const,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_status: 'unpaid' as 'unpaid' | 'paid' | 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open' as 'open' | 'complete' | 'expired',
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page' as const,
    wallet_options: null,
    ...fields,
    url: fields.url as string | null,
  }
}
export type Session = ReturnType<typeof newSession>

interface CustomerDetails {
  address: Address
  business_name: null
  email: string
  individual_name: null
  name: string
  phone: null
  tax_exempt: 'none'
  tax_ids: []
}
export type Address = Record<'city' | 'country' | 'line1' | 'line2' | 'postal_code' | 'state', string | null>
export const ADDRESS: Address = {
  city: null,
  country: 'FR',
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

/** Who paid, as Stripe tells it: personal data that must never be kept. */
export const customerDetails = (email: string): CustomerDetails => ({
  address: ADDRESS,
  business_name: null,
  email,
  individual_name: null,
  name: 'Camille Dupont',
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
})

export function newItem({
  id,
  price,
  quantity,
  description,
  metadata,
}: {
  id: string
  price: Price
  quantity: number
  description: string
  metadata: Metadata
}) {
  const amount = (price.unit_amount ?? price.custom_unit_amount?.preset ?? 0) * quantity
  return {
    id,
    object: 'item' as const,
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description,
    metadata,
    price,
    quantity,
  }
}
export type Item = ReturnType<typeof newItem>
