import { expect } from 'vitest'
import type { Steps } from '../../src/invitations/index.ts'

/** An engine remembers a run's steps and sleeps by their names: here each must have one, and none has another's. */
export function named(steps: Steps): Steps {
  const names = new Set<string>()
  const keep = (name: string) => {
    expect(name, 'the name of a step').not.toBe('')
    expect(names, 'the names of a run’s steps').not.toContain(name)
    names.add(name)
  }
  return {
    async step(name, run) {
      keep(name)
      return steps.step(name, run)
    },
    async sleep(name, duration_ms) {
      keep(name)
      return steps.sleep(name, duration_ms)
    },
  }
}
