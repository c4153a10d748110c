import { defineConfig } from 'vitest/config'

/** What runs against a real pretix: never part of `npm test`. */
export default defineConfig({
  test: {
    include: ['tests/peers/pretix/**/*.peer.ts'],
    restoreMocks: true,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.fauteuil/test-pretix.json' },
  },
})
