import { noCounts } from '../../../src/step/guard/counts.ts'
import { judge } from '../../../src/step/guard/verdict.ts'

/** Numbers between 0 and 1 that look like chance and are the same each time: Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Season {
  shown_percent: number
  /** the part of the carts that would have finished, and do not where they see the step */
  harm: number
  /** the season ends after so many finished carts */
  carts: number
  chance: () => number
}

/** Looks after every cart that finishes. @returns how many had finished when the step was switched off; null: it never was */
export function switchedOffAfter({ shown_percent, harm, carts, chance }: Season): number | null {
  const counts = noCounts()
  for (let finished = 1; finished <= carts;) {
    const arm = chance() * 100 < shown_percent ? 'shown' : 'not_shown'
    if (arm === 'shown' && chance() < harm) continue
    counts[arm].finished += 1
    if (judge(counts, shown_percent).state === 'harm') return finished
    finished += 1
  }
  return null
}
