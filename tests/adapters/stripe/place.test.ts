import { expect, test } from 'vitest'
import { placeOf } from '../../../adapters/stripe/place.ts'

test('every account has a place of its own, below Stripe’s address', () => {
  expect(placeOf('acct_1PortDuTheatre')).toBe('https://api.stripe.com acct_1PortDuTheatre')
})

test.each([
  'acct_',
  'acct_1234567',
  'acct_1Port/du/Theatre',
  'acct_1PortDuTheatre acct_2PortDuTheatre',
  'an acct_1PortDuTheatre',
  '',
])('"%s" names no account, so it has none', (account) => {
  expect(placeOf(account)).toBe(null)
})
