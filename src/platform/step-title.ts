import type { Localised } from '../../adapters/contract/index.ts'

/** What the step is called, by us and in a ticketing's own checkout. */
export const STEP_TITLE: Required<Localised> = {
  fr: 'Partager un fauteuil',
  en: 'Share a seat',
  de: 'Einen Platz teilen',
  nl: 'Een stoel delen',
  it: 'Condividere una poltrona',
  es: 'Compartir una butaca',
}
