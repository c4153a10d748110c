import { defineConfig } from 'vitest/config'

/** The step in every language, size and colour: more than each `npm test` needs. */
export default defineConfig({
  test: {
    include: ['tests/peers/step/*.peer.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.fauteuil/test-step.json' },
  },
})
