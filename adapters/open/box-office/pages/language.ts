import type { Context } from 'hono'
import { CURRENCY, TIME_ZONE } from '../house.ts'
import { type Language, TEXTS, type Texts } from './texts.ts'

/** What a page needs to speak to its reader. */
export interface Speech {
  language: Language
  t: Texts
  /** an address of this site that keeps the language, when it was chosen */
  to: (path: string) => string
  /** the same page in the other language */
  other: string
  money: (cents: number) => string
  date: (instant: string) => string
  clock: (instant: string) => string
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const

/** `?lang=` decides, then Accept-Language, then French. */
export function speech(c: Context): Speech {
  const asked = c.req.query('lang')
  const chosen = asked === 'fr' || asked === 'en' ? asked : null
  const language = chosen ?? preferred(c.req.header('accept-language') ?? '')
  const locale = LOCALES[language]
  const other = new URL(c.req.url)
  other.searchParams.set('lang', language === 'fr' ? 'en' : 'fr')
  return {
    language,
    t: TEXTS[language],
    to: (path) => (chosen === null ? path : `${path}?lang=${chosen}`),
    other: other.pathname + other.search,
    money: (cents) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: CURRENCY,
        minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
      }).format(cents / 100),
    date: (instant) =>
      new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, dateStyle: 'full', timeStyle: 'short' }).format(
        new Date(instant),
      ),
    clock: (instant) =>
      new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, dateStyle: 'short', timeStyle: 'short' }).format(
        new Date(instant),
      ),
  }
}

/** The first of the accepted languages that there is, by weight; French when there is none. */
function preferred(header: string): Language {
  const weighed = header.split(',').map((part) => {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';')
    const weight = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find(Boolean)
    return { tag: tag.split('-')[0], weight: Number(weight ?? 1) }
  })
  const known = weighed.filter(({ tag, weight }) => (tag === 'fr' || tag === 'en') && weight > 0)
  return known.toSorted((left, right) => right.weight - left.weight)[0]?.tag === 'en' ? 'en' : 'fr'
}
