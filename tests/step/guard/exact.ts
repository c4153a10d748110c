import { judge } from '../../../src/step/guard/verdict.ts'

/** Chances below are let go; all together they are far less than what is asked about. */
const NONE = 1e-14

/**
 * The chance that the step has been switched off by the nth finished cart, for each n, looked at after each: not drawn, but
 * added up over all ways in which carts can come.
 * @param harm the part of the carts that would have finished, and do not where they see the step
 */
export function chancesOff(shown_percent: number, harm: number, carts: number): Float64Array {
  const p = shown_percent / 100
  const of_shown = (p * (1 - harm)) / (p * (1 - harm) + 1 - p)
  const off = new Float64Array(carts + 1)
  /** chances that it is still on, by how many of the finished carts saw it, from `least` on */
  let on = [1]
  let least = 0
  for (let finished = 1; finished <= carts; finished += 1) {
    const next = Array.from(
      { length: on.length + 1 },
      (_, n) => (on[n] ?? 0) * (1 - of_shown) + (on[n - 1] ?? 0) * of_shown,
    )
    while (next.length > 1 && next.at(-1)! < NONE) next.pop()
    let so_far = off[finished - 1]!
    // the fewer of them saw it, the worse it looks
    while (next.length > 0 && (next[0]! < NONE || isOff(least, finished - least, shown_percent))) {
      so_far += next.shift()!
      least += 1
    }
    off[finished] = so_far
    on = next
  }
  return off
}

const isOff = (shown: number, not_shown: number, shown_percent: number): boolean =>
  judge({ shown: { begun: 0, finished: shown }, not_shown: { begun: 0, finished: not_shown } }, shown_percent)
    .state === 'harm'
