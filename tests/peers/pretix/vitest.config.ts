import { defineConfig } from 'vitest/config'

/** What runs against a real pretix: never part of `npm test`. */
export default defineConfig({
  test: {
    include: ['tests/peers/pretix/**/*.peer.ts'],
    restoreMocks: true,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
})
