import type { Charge } from './payment.ts'

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const
export type RefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled'

export function newRefund({
  charge,
  ...fields
}: {
  id: string
  created: number
  amount: number
  charge: Charge
  metadata: Record<string, string>
  reason: (typeof REFUND_REASONS)[number] | null
  status: RefundStatus
}) {
  return {
    ...fields,
    object: 'refund' as const,
    balance_transaction: null as string | null,
    charge: charge.id,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: charge.payment_method_details.type },
    failure_balance_transaction: undefined as string | undefined,
    failure_reason: undefined as string | undefined,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    pending_reason: undefined as 'processing' | undefined,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
  }
}
export type Refund = ReturnType<typeof newRefund>
