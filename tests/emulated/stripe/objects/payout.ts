export function newPayout({
  id,
  created,
  livemode,
  amount,
  currency,
}: {
  id: string
  created: number
  livemode: boolean
  amount: number
  currency: string
}) {
  return {
    id,
    object: 'payout' as const,
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: created + 2 * 86_400,
    automatic: true,
    balance_transaction: null as string | null,
    created,
    currency,
    description: 'STRIPE PAYOUT',
    destination: 'ba_1Pemu0000000000000000bank',
    failure_balance_transaction: null as string | null,
    failure_code: null as string | null,
    failure_message: null as string | null,
    livemode,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress' as 'in_progress' | 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit' as 'in_transit' | 'paid' | 'failed' | 'canceled',
    trace_id: null,
    type: 'bank_account' as const,
  }
}
export type Payout = ReturnType<typeof newPayout>
