import type { StepPlace } from '../../adapters/contract/index.ts'
import type { Standing } from './opens.ts'
import type { StepWords } from './words/words.ts'

/** The languages that the step speaks; French is what is shown for any other. */
export const STEP_LANGUAGES = ['fr', 'en', 'de', 'nl', 'it', 'es'] as const
export type StepLanguage = (typeof STEP_LANGUAGES)[number]

/** French, unless one of ours is asked for. @param tag such as `de-CH` */
export const stepLanguageOf = (tag: string): StepLanguage =>
  STEP_LANGUAGES.find((language) => tag.toLowerCase().startsWith(language)) ?? 'fr'

/** What a step is whatever the language. Everyone gets the same, and it says nothing that is not shown in public. */
interface Shared extends Standing {
  /** the structure's public key, `pk_…` */
  key: string
  /** of what is shown: changes with every word and figure but the standing; kept with each consent */
  version: string
  /** the step's own page, for whoever has no scripts */
  page: string
  structure: string
  suggestions: number[]
  max_cents: number
  /** from here on it is asked once more whether this was meant */
  unusual_cents: number
  /** carts to which the step is shown, of a hundred; 0 while it is switched off */
  shown_percent: number
  /** under which carts are counted: goes with their counts */
  trial: number
  /** our page for payment can be opened */
  pays: boolean
  /** where the ticketing has a gift line of its own that can be filled */
  place: StepPlace | null
}

/** What is said below the amounts: who receives the gift, and the receipt where the convention has one. */
type Said = StepWords & { small: string }

/** Of one structure in all languages: made ahead, kept where every way in reads it. */
export interface PublishedStep extends Shared {
  words: Record<StepLanguage, Said>
  structure_id: string
  /** a convention collects: the step is shown. Without, what has come of gifts goes on being told */
  open: boolean
  edge_generation: number
  /** of the pages that may ask for a payment */
  origins: string[]
}

/** The same in one language: what a page is given. */
export interface StepConfiguration extends Shared {
  language: StepLanguage
  words: Said
}

export function inLanguage(step: PublishedStep, language: StepLanguage): StepConfiguration {
  const { words, origins: _o, structure_id: _id, open: _open, edge_generation: _g, ...shared } = step
  return { ...shared, language, words: words[language] }
}
