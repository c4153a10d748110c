import type { StepConfiguration } from './configuration.ts'
import { opens } from './opens.ts'
import type { Counted } from './words/words.ts'

/** A text with what stands in braces filled in. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces))

/** A number and its word. */
export const counted = (words: Counted, language: string, n: number, type?: 'ordinal'): string => {
  const rules = new Intl.PluralRules(language, type && { type })
  return fill((words as Partial<Record<string, string>>)[rules.select(n)] ?? words.other, { n })
}

/** What an amount opens, in a sentence. */
export function sayOpens(step: StepConfiguration, cents: number): string {
  const { words } = step
  const what = opens(cents, step)
  if (what.kind === 'joins') return words.joins
  if (what.kind === 'completes')
    return fill(words.completes, { nth: counted(words.nth, step.language, what.seat, 'ordinal') })
  return fill(words.opens, { what: whatOpens(step, what) })
}

/** The same without its sentence, for a suggestion: `une place`. Nothing where nothing can be said. */
export function sayShort(step: StepConfiguration, cents: number): string {
  // alone, whatever waits in the fund
  const what = opens(cents, { ...step, left_cents: 0 })
  return what.kind === 'opens' ? fill(step.words.short, { what: whatOpens(step, what) }) : ''
}

function whatOpens(
  { words, language }: StepConfiguration,
  { seats: n, part }: Extract<ReturnType<typeof opens>, { kind: 'opens' }>,
): string {
  const seats = counted(words.seats, language, n)
  if (part === null) return seats
  if (part === 'some') return n > 0 ? fill(words.seats_and_some, { seats }) : words.some_alone
  return fill(n > 0 ? words.seats_and_part : words.part_alone, { seats, part: words.parts[part] })
}
