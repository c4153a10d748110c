import type { Instant } from '../../platform/clock.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'

/** Why a row is not imported, for the person who will mend it. `said`: what stands there, or stood there before. */
const reasons = {
  row_unreadable: {
    fr: () => 'guillemet ouvert et non fermé, ou au milieu d’une valeur',
    en: () => 'a quotation mark is opened and not closed, or stands inside a value',
  },
  row_long: {
    fr: () =>
      'plus de colonnes que l’en-tête : une valeur qui contient le séparateur doit être entre guillemets',
    en: () => 'more columns than the header: a value that holds the separator has to be quoted',
  },
  reference_missing: { fr: () => 'référence absente', en: () => 'no reference' },
  reference_long: {
    fr: () => 'référence de plus de 200 caractères',
    en: () => 'a reference of more than 200 characters',
  },
  reference_unreadable: {
    fr: (said) => `« ${said} » contient un caractère illisible : enregistrez le fichier en UTF-8`,
    en: (said) => `“${said}” holds an unreadable character: save the file as UTF-8`,
  },
  given_at_unreadable: {
    fr: (said) => `« ${said} » n’est pas une date : écrivez 2023-09-14 ou 14/09/2023`,
    en: (said) => `“${said}” is not a date: write 2023-09-14 or 14/09/2023`,
  },
  given_at_out_of_range: {
    fr: (said) => `« ${said} » est avant 2000 ou dans l’avenir`,
    en: (said) => `“${said}” is before 2000 or in the future`,
  },
  amount_unreadable: {
    fr: (said) => `« ${said} » n’est pas un montant : écrivez 12,50 ou 12.50 ou 12 €`,
    en: (said) => `“${said}” is not an amount: write 12,50 or 12.50 or 12 €`,
  },
  amount_out_of_range: {
    fr: (said) => `« ${said} » est négatif ou dépasse un million d’euros : un don remboursé ne s’importe pas`,
    en: (said) => `“${said}” is negative or above a million euros: leave out gifts that were refunded`,
  },
  reference_again: {
    fr: (said) => `cette référence est déjà à la ligne ${said}`,
    en: (said) => `this reference is already on line ${said}`,
  },
  reference_differs: {
    fr: (said) => `déjà importée autrement (${said}) : un import ne change aucun don`,
    en: (said) => `imported before with another amount or date (${said}): an import changes no gift`,
  },
} as const satisfies Record<string, Record<Language, (said: string) => string>>
export type Reason = keyof typeof reasons

/** Why one row is not imported. */
export interface Broken {
  column: Column | ''
  reason: Reason
  said: string
  /** of `reference_differs`: the gift that was imported before */
  before?: { cents: number; given_at: Instant }
}

/** Why a row is not imported, in a language. */
export function reasonOf({ reason, said, before }: Broken, language: Language): string {
  const { evening, money } = formatsOf(language)
  return reasons[reason][language](before ? `${money(before.cents)}, ${evening(before.given_at)}` : said)
}
export const COLUMNS = ['reference', 'given_at', 'amount'] as const
export type Column = (typeof COLUMNS)[number]
