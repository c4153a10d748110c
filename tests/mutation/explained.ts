import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Survivor } from './verdict.ts'

/** Why a mutant may live: it changes nothing that anyone could see, or what it changes is proved elsewhere. */
const Explanation = z.strictObject({
  file: z.string(),
  /** the line that it begins on, without its indent */
  in: z.string(),
  /** as it is printed: `what stands there → what was put in its place` */
  mutant: z.string(),
  reason: z.string().min(10),
})
export type Explanation = z.infer<typeof Explanation>

export function explanations(): Explanation[] {
  const text = readFileSync('tests/mutation/survivors.json', 'utf8')
  return z.array(Explanation).parse(JSON.parse(text))
}

export const explains =
  (survivor: Survivor) =>
  (one: Explanation): boolean =>
    one.file === survivor.file && one.in === survivor.in && one.mutant === survivor.mutant

/** Those about files that were mutated now, of mutants that are killed, changed or gone. */
export function stale(
  known: readonly Explanation[],
  files: ReadonlySet<string>,
  survivors: readonly Survivor[],
): Explanation[] {
  return known.filter((one) => files.has(one.file) && !survivors.some((left) => explains(left)(one)))
}
