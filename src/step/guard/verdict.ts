import type { Carts, Counts } from './counts.ts'

/** The step is switched off when at least so large a part of the carts that would have finished does not. */
export const THRESHOLD = 0.03
/** The chance that a step which does no harm is ever switched off, however long and however often one looks. */
export const ALPHA = 0.01
/** The harms that the test looks for, all at once and all alike: from the threshold to a step that lets hardly a cart finish. */
const HARMS = [THRESHOLD, 0.06, 0.12, 0.25, 0.5, 0.95]

/** What the counts say. */
export interface Verdict {
  /** `nothing_to_compare`: the step is shown to all carts, or to none */
  state: 'nothing_to_compare' | 'counting' | 'harm'
  /** of a hundred carts that would have finished, those that do not by these counts; below zero, more finish; null: too few */
  harm_percent: number | null
  /** how many times better the counts agree with harm than with none; at 1 / `ALPHA` the step is switched off */
  evidence: number
}

/**
 * A sequential test: each cart is shown the step with a known chance p, so without harm each finished cart is of the arm
 * `shown` with chance p, whatever else is true; where a part h of the carts is lost to the step, with p(1 - h) / (p(1 - h) + 1 - p).
 * The likelihood ratio of the two, averaged over several h, is a martingale without harm, and exceeds 1 / alpha ever with a
 * chance of alpha at most. Wald, "Sequential tests of statistical hypotheses", Ann. Math. Stat. 16 (1945), with the weights of
 * its section 4; the bound is Ville's (1939); Robbins, "Statistical methods related to the law of the iterated logarithm", Ann. Math. Stat.
 * 41 (1970). Carts that only begin change nothing.
 */
export function judge({ shown, not_shown }: Counts, shown_percent: number): Verdict {
  const p = shown_percent / 100
  if (p <= 0 || p >= 1) return { state: 'nothing_to_compare', harm_percent: null, evidence: 1 }
  const logs = HARMS.map((harm) => {
    const all = 1 - p * harm
    return shown.finished * Math.log((1 - harm) / all) + not_shown.finished * Math.log(1 / all)
  })
  const most = Math.max(...logs)
  const log_evidence =
    most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / HARMS.length)
  const harm = not_shown.finished === 0 ? null : 1 - (shown.finished / p / not_shown.finished) * (1 - p)
  return {
    state: log_evidence >= -Math.log(ALPHA) && harm !== null && harm >= THRESHOLD ? 'harm' : 'counting',
    harm_percent: harm === null ? null : Math.round(harm * 1_000) / 10,
    evidence: Math.exp(log_evidence),
  }
}

/** Of a hundred carts, those that finish; null where none has begun. */
export const shareOf = ({ begun, finished }: Carts): number | null =>
  begun === 0 ? null : Math.round((finished / begun) * 1_000) / 10
