import { expect, test } from 'vitest'
import { stepPlace } from '../../../adapters/pretix/step-place.ts'
import { settings as settingsSchema } from '../../../adapters/pretix/settings.ts'
import { CONNECTED } from '../../step/shop.ts'

// The names and addresses that a real pretix's pages have: a real one is asked by tests/peers/pretix/edge.peer.ts.

const settings = settingsSchema.parse(CONNECTED.settings)

test('the step stands in for the gift line, found by the number of its item', () => {
  expect(stepPlace({ settings, provision: CONNECTED.provision })).toEqual({
    page: '/theatre/abonnements/checkout/addons/',
    before: '#item-7',
    field: '#price-item-7',
    tick: 'input[name="item_7"]',
    hides: '#item-7',
    ordered: '/theatre/abonnements/order/',
    given: '[data-article-id="item-7"] .product',
    cart_cookie: 'pretix_session',
  })
})

test('there is no place before it was enabled, nor in another season’s event', () => {
  expect(stepPlace({ settings, provision: null })).toBeNull()
  expect(stepPlace({ settings, provision: { steps: {} } })).toBeNull()
  const next = { ...settings, subscription_event: 'abonnements-2027' }
  expect(stepPlace({ settings: next, provision: CONNECTED.provision })).toBeNull()
})
