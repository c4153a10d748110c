import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import base from '../../vitest.config.ts'

/** The quickest files first: one test that fails is enough. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's, not an array's
    const slowestFirst = await super.sort(files)
    return slowestFirst.toReversed()
  }
}

/** The project's own tests of one part, with more time: a slow machine must not pass for a killed mutant. */
const tests = process.env['MUTATION_TESTS']?.split('\n') ?? []

export default mergeConfig(
  { ...base, test: { ...base.test, include: tests } },
  defineConfig({
    test: {
      setupFiles: ['tests/mutation/setup.ts'],
      sequence: { sequencer: QuickestFirst },
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  }),
)
