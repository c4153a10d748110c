/** A connected account: the donee's own. */
export function newAccount({ id, created, name }: { id: string; created: number; name: string }) {
  return {
    id,
    object: 'account' as const,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: '8398',
      minority_owned_business_designation: null,
      name,
      product_description: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: 'non_profit' as const,
    capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' as const },
    country: 'FR',
    created,
    default_currency: 'eur',
    details_submitted: true,
    email: 'compta@example.org',
    external_accounts: {
      object: 'list' as const,
      data: [],
      has_more: false,
      url: `/v1/accounts/${id}/external_accounts`,
    },
    metadata: {} as Record<string, string>,
    payouts_enabled: true,
    type: 'standard' as const,
  }
}
export type AccountObject = ReturnType<typeof newAccount>
