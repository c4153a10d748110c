import type { StepSource } from '../../src/platform/verbs.ts'

/** What a step is made of: a seat costs 8 €, nothing is given yet. */
export const source = (changes: Partial<StepSource> = {}): StepSource => ({
  structure_id: '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10',
  key: 'pk_0123456789abcdefghijkl',
  origins: ['https://theatre.example.fr'],
  max_cents: 100_000,
  shown_percent: 100,
  trial: 1,
  texts: {},
  structure: 'Théâtre du Port',
  association: 'Les Sorties Solidaires',
  edge_generation: 1,
  terms: {
    collects: true,
    seat_price_cents: 800,
    planned_seats: 100,
    holder: 'structure',
    receipt: 'none',
    opened: 0,
    left_cents: 0,
  },
  connections: [],
  ...changes,
})
