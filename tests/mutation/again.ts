import type { MutantResult, schema } from '@stryker-mutator/api/core'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** By a limit of Stryker, of a test or of what it waits for: on a busy machine that says little of the mutant. */
export const ranOutOfTime = ({
  status,
  statusReason,
}: Pick<MutantResult, 'status' | 'statusReason'>): boolean =>
  status === 'Timeout' || (status === 'Killed' && /time[d ]*out/i.test(statusReason ?? ''))

/** Takes what only ran out of time out of the results that are kept, so that it is tried again. */
export function forgetTimeouts(file: string): void {
  if (!existsSync(file)) return
  const kept = JSON.parse(readFileSync(file, 'utf8')) as schema.MutationTestResult
  for (const one of Object.values(kept.files)) {
    one.mutants = one.mutants.filter((mutant) => !ranOutOfTime(mutant))
  }
  writeFileSync(file, JSON.stringify(kept))
}
