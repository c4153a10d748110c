import { defineConfig } from 'vitest/config'

/** What runs against stripe-mock, localstripe and Stripe's OpenAPI: never part of `npm test`. */
export default defineConfig({
  test: {
    include: ['tests/peers/stripe/**/*.peer.ts'],
    restoreMocks: true,
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.fauteuil/test-stripe.json' },
  },
})
