import { defineConfig } from 'vitest/config'
import { build } from './src/local/build.ts'
import { elementForTests } from './src/local/element.ts'

export default defineConfig({
  plugins: [elementForTests(() => build)],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/postgres.ts'],
    setupFiles: ['tests/setup/strict.ts'],
    restoreMocks: true,
    // most of a test's time is waiting: for PostgreSQL, workerd, a browser, each a process of its own
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
