/** The subscriptions of the season: so many performances, for so much. */
export interface Formula {
  id: string
  fr: string
  en: string
  performances: number
  cents: number
}
export const FORMULAS: readonly Formula[] = [
  { id: 'escale', fr: 'Abonnement Escale', en: 'Escale subscription', performances: 3, cents: 5_400 },
  { id: 'horizon', fr: 'Abonnement Horizon', en: 'Horizon subscription', performances: 5, cents: 8_500 },
  {
    id: 'grand-large',
    fr: 'Abonnement Grand Large',
    en: 'Grand Large subscription',
    performances: 7,
    cents: 11_200,
  },
]
export const formulaOf = (id: string): Formula | undefined => FORMULAS.find((formula) => formula.id === id)
