import { Stryker } from '@stryker-mutator/core'
import type { LogLevel, MutantResult } from '@stryker-mutator/api/core'
import { forgetTimeouts } from './again.ts'
import type { Part } from './rooms.ts'

export const FOLDER = '.fauteuil/mutation'

/**
 * Breaks the files of one part in every way that Stryker knows, one at a time, and runs the tests that reach the place.
 * What was tried before and is unchanged, with its tests, is not tried again, unless it only ran out of time; `force` tries all.
 */
export async function mutate(
  name: string,
  { mutate: files, tests }: Part,
  { force, concurrency }: { force: boolean; concurrency: number },
): Promise<MutantResult[]> {
  const incrementalFile = `${FOLDER}/${name}.json`
  forgetTimeouts(incrementalFile)
  // not Stryker's own `testFiles`, which would only ever try a constant after it was read
  process.env['MUTATION_TESTS'] = tests.join('\n')
  process.env['FC_TIMEOUT_MS'] = '600000'
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/plugins.ts'],
    checkers: ['compiler'],
    ignorers: ['wording'],
    // Stryker would rewrite it by an interface that TypeScript 7 has no more
    tsconfigFile: 'none',
    disableTypeChecks: false,
    reporters: ['progress-lines', 'html'],
    htmlReporter: { fileName: `${FOLDER}/${name}.html` },
    incremental: true,
    incrementalFile,
    force,
    concurrency,
    tempDirName: `${FOLDER}/sandbox`,
    cleanTempDir: 'always',
    ignorePatterns: ['/.fauteuil', '/.wrangler', '/.github', '/.ci'],
    // a mutant that waits for ever is ended by the test's own limit, long before this one
    timeoutMS: 900_000,
    timeoutFactor: 5,
    dryRunTimeoutMinutes: 60,
    allowConsoleColors: false,
    logLevel: 'warn' as LogLevel,
    warnings: { unknownOptions: true, preprocessorErrors: true, unserializableOptions: true, slow: false },
  })
  return stryker.runMutationTest()
}
