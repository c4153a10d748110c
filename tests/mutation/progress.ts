import type { Reporter } from '@stryker-mutator/api/report'

const EVERY = 50

/** A line for every so many mutants: a room takes minutes, and the last line is the result. */
export function progress(): Reporter {
  let tested = 0
  let planned = 0
  return {
    onMutationTestingPlanReady({ mutantPlans }) {
      planned = mutantPlans.length
    },
    onMutantTested() {
      tested += 1
      if (tested % EVERY === 0) console.error(`  ${tested} of ${planned}`)
    },
  }
}
