import { matchesGlob } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import base from '../../vitest.config.ts'
import { libraries } from './libraries.ts'

const tests = process.env['MUTATION_TESTS']?.split('\n') ?? []

/** In the order in which the part names them: quick ones first, for one test that fails is enough. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const placeOf = ({ moduleId }: TestSpecification) =>
      tests.findIndex((pattern) => matchesGlob(moduleId, `**/${pattern}`))
    return files.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

/** The project's own tests of one part, with more time: a slow machine must not pass for a killed mutant. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: tests } },
  defineConfig({
    // of each runner its own: several begin at once
    cacheDir: `.fauteuil/libraries-${process.env['STRYKER_MUTATOR_WORKER'] ?? 0}`,
    test: {
      deps: { optimizer: { ssr: { enabled: true, include: libraries() } } },
      setupFiles: ['tests/mutation/setup.ts'],
      sequence: { sequencer: AsNamed },
      testTimeout: 300_000,
      hookTimeout: 600_000,
    },
  }),
)
