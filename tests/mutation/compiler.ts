import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check'
import type { Mutant } from '@stryker-mutator/api/core'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { API, type Snapshot } from 'typescript/unstable/sync'

const CONFIG = resolve('tests/mutation/tsconfig.json')

/**
 * Sets apart the mutants that do not compile: nobody could ship them. One file at a time is mutated, in memory, and its
 * own diagnostics decide; a mutant that would only break another file counts as one that compiles.
 */
export function compiler(): Checker {
  const mutated = new Map<string, string>()
  let api: API
  let snapshot: Snapshot

  /** The first error of a file as it would be. A compiler keeps all that it has seen until that is given up. */
  function errorIn(file: string, text: string): string | undefined {
    mutated.set(file, text)
    const before = snapshot
    snapshot = api.updateSnapshot({ fileChanges: { changed: [file] } })
    before.dispose()
    const { program } = snapshot.getProject(CONFIG)!
    const [error] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    return error?.text
  }

  return {
    async init() {
      api = new API({ fs: { readFile: (file) => mutated.get(file) } })
      snapshot = api.updateSnapshot({ openProjects: [CONFIG] })
    },
    async check(mutants) {
      const results: Record<string, CheckResult> = {}
      for (const mutant of mutants) {
        const file = resolve(mutant.fileName)
        const original = readFileSync(file, 'utf8')
        const reason = errorIn(file, withMutant(original, mutant))
        results[mutant.id] =
          reason === undefined ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason }
        mutated.set(file, original)
      }
      return results
    },
  }
}

function withMutant(text: string, { location, replacement }: Mutant): string {
  const lines = text.split('\n')
  const at = ({ line, column }: Mutant['location']['start']) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + column
  return text.slice(0, at(location.start)) + replacement + text.slice(at(location.end))
}
