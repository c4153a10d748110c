import type { Language } from './http.ts'
import type { Instant } from './clock.ts'

export type { Language } from './http.ts'

/** The words of one place in every language; the French ones say which there have to be. */
export function dictionary<Words>(words: { fr: Words; en: NoInfer<Words> }): Record<Language, Words> {
  return { fr: typeset(words.fr), en: words.en }
}

/** French puts a space before ; : ? ! and inside « », and no line may break there. */
function typeset<Part>(part: Part): Part
function typeset(part: unknown): unknown {
  if (typeof part === 'string') return part.replaceAll(/ (?=[;:?!»])|(?<=«) /g, '\u00a0')
  if (typeof part === 'function') return (...args: unknown[]) => typeset(Reflect.apply(part, undefined, args))
  if (Array.isArray(part)) return part.map((one) => typeset(one))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, typeset(inner)]))
}

/** The evenings are in France, whoever reads and wherever. */
const timeZone = 'Europe/Paris'
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const
const made = new Map<Language, Formats>()

export interface Formats {
  /** `jeudi 10 décembre 2026 à 20:30` */
  evening: (at: Instant) => string
  /** `jeudi 10 décembre` */
  day: (at: Instant) => string
  /** `décembre 2026` */
  month: (at: Instant) => string
  /** the parts of a date as a ticket shows them */
  stub: (at: Instant) => { weekday: string; day: string; month: string; hour: string }
  /** whole cents as `12,50 €` */
  money: (cents: number) => string
}

/** Dates and money in a language; made once for each. */
export function formatsOf(language: Language): Formats {
  const known = made.get(language)
  if (known) return known
  const locale = LOCALES[language]
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (at: Instant) => format.format(new Date(at))
  }
  const weekday = date({ weekday: 'short' })
  const dayOfMonth = date({ day: 'numeric' })
  const shortMonth = date({ month: 'short' })
  const hour = date({ hour: '2-digit', minute: '2-digit' })
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
  const formats: Formats = {
    evening: date({ dateStyle: 'full', timeStyle: 'short' }),
    day: date({ weekday: 'long', day: 'numeric', month: 'long' }),
    month: date({ month: 'long', year: 'numeric' }),
    stub: (at) => ({ weekday: weekday(at), day: dayOfMonth(at), month: shortMonth(at), hour: hour(at) }),
    money: (cents) => euros.format(cents / 100),
  }
  made.set(language, formats)
  return formats
}

/** The word that goes with a number shown apart. French says the singular for 0 and 1, English for 1 alone. */
export const agreeing = {
  fr: (count: number, one: string, more: string) => (Math.abs(count) < 2 ? one : more),
  en: (count: number, one: string, more: string) => (count === 1 ? one : more),
}

/** A number and its word. */
export const plural = {
  fr: (count: number, one: string, more: string) => `${count} ${agreeing.fr(count, one, more)}`,
  en: (count: number, one: string, more: string) => `${count} ${agreeing.en(count, one, more)}`,
}
