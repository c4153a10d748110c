export type MovementType =
  | 'charge'
  | 'payment'
  | 'refund'
  | 'payment_refund'
  | 'refund_failure'
  | 'adjustment'
  | 'payout'
  | 'payout_failure'
  | 'payout_cancel'

export interface MovementFields {
  id: string
  created: number
  available_on: number
  amount: number
  currency: string
  fee: number
  type: MovementType
  reporting_category: string
  source: string
  description: string | null
}

/** A balance transaction: money that came to the account or left it. Never changed, but for becoming available. */
export function newMovement(fields: MovementFields) {
  const { amount, fee, currency } = fields
  const status: 'available' | 'pending' = fields.available_on <= fields.created ? 'available' : 'pending'
  return {
    ...fields,
    object: 'balance_transaction' as const,
    balance_type: 'payments' as const,
    exchange_rate: null,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    status,
  }
}
export type Movement = ReturnType<typeof newMovement>
