import type { PublishedStep, StepLanguage } from '../configuration.ts'

/** The private page of one gift: whoever has its intent, which only the giver's browser made, may see what became of it. */
export const thanksAddress = (step: PublishedStep, intent: string, language: StepLanguage): string =>
  `${step.page}/${intent}?lang=${language}`
