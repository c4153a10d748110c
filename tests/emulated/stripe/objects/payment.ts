import { ADDRESS } from './session.ts'

type Metadata = Record<string, string>
export type Method = 'card' | 'sepa_debit'

export interface PaymentFields {
  id: string
  created: number
  livemode: boolean
  amount: number
  currency: string
  capture_method: 'automatic_async' | 'manual'
  description: string | null
  metadata: Metadata
  payment_method_types: string[]
}

export function newPaymentIntent(fields: PaymentFields) {
  return {
    object: 'payment_intent' as const,
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null as number | null,
    cancellation_reason: null as 'requested_by_customer' | null,
    client_secret: `${fields.id}_secret_emulated`,
    confirmation_method: 'automatic' as const,
    customer: null,
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null as null | { type: 'card_error'; code: string; message: string },
    latest_charge: null as string | null,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null as string | null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method' as
      | 'requires_payment_method'
      | 'requires_confirmation'
      | 'processing'
      | 'requires_capture'
      | 'succeeded'
      | 'canceled',
    transfer_data: null,
    transfer_group: null,
    ...fields,
  }
}
export type PaymentIntent = ReturnType<typeof newPaymentIntent>

/** One try to take the money; a payment that was declined has several. */
export function newCharge({
  payment,
  method,
  email,
  ...fields
}: {
  id: string
  created: number
  livemode: boolean
  payment: PaymentIntent
  payment_method: string
  method: Method
  email: string | null
}) {
  const { amount, currency, description, metadata } = payment
  return {
    ...fields,
    object: 'charge' as const,
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null as string | null,
    billing_details: { address: ADDRESS, email, name: 'Camille Dupont', phone: null, tax_id: null },
    calculated_statement_descriptor: 'THEATRE DU PORT',
    captured: false,
    currency,
    customer: null,
    description,
    disputed: false,
    failure_balance_transaction: null as string | null,
    failure_code: null as string | null,
    failure_message: null as string | null,
    fraud_details: {},
    // as they were when the money was taken
    metadata: { ...metadata },
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: payment.id,
    payment_method_details: detailsOf(method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending' as 'pending' | 'succeeded' | 'failed',
    transfer_data: null,
    transfer_group: null,
  }
}
export type Charge = ReturnType<typeof newCharge>

const detailsOf = (method: Method) =>
  method === 'card'
    ? {
        type: 'card' as const,
        card: {
          brand: 'visa',
          country: 'FR',
          exp_month: 8,
          exp_year: 2030,
          funding: 'debit',
          last4: '4242',
          network: 'visa',
        },
      }
    : {
        type: 'sepa_debit' as const,
        sepa_debit: {
          bank_code: '20041',
          branch_code: null,
          country: 'FR',
          fingerprint: 'emulated',
          last4: '3000',
          mandate: null,
        },
      }

export const methodOf = ({ payment_method_details }: Charge): Method => payment_method_details.type
