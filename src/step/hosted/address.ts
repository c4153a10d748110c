import type { PublishedStep, StepLanguage } from '../configuration.ts'

/** How an intent is written in addresses and forms. */
export const INTENT = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** The private page of one gift: whoever has its intent, which only the giver's browser made, may see what became of it. */
export const thanksAddress = (step: PublishedStep, intent: string, language: StepLanguage): string =>
  `${step.page}/${intent}?lang=${language}`
