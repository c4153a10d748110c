import { placeAt } from '../contract/index.ts'

export const ADDRESS = 'https://api.stripe.com'
/** how Stripe names an account */
export const ACCOUNT = /^acct_[A-Za-z0-9]{8,64}$/

/** The place of a donee's account; null: none is named so. */
export const placeOf = (account: string): string | null =>
  ACCOUNT.test(account) ? placeAt(ADDRESS, [account]) : null
