import * as fc from 'fast-check'
import { expect } from 'vitest'
import { booksAsRows, databaseRows } from './snapshot.ts'
import type { Model, Territory } from './territory.ts'

export type LedgerCommand = fc.AsyncCommand<Model, Territory>

/**
 * One step of a run, done to both sides: what each answers (or refuses) is compared, then all their rows.
 * @param pick what it is about, from what the model knows now; null when there is nothing, and the step is left out
 */
export function step<Drawn, Subject>(
  name: string,
  drawn: fc.Arbitrary<Drawn>,
  pick: (drawn: Drawn, model: Readonly<Model>) => Subject | null,
  act: (subject: Subject, model: Model, territory: Territory) => Promise<Sides>,
): fc.Arbitrary<LedgerCommand> {
  return drawn.map((values) => ({
    check: (model) => pick(values, model) !== null,
    toString: () => `${name} ${JSON.stringify(values)}`,
    async run(model, territory) {
      const { modelled, stored } = await act(pick(values, model)!, model, territory)
      expect(stored).toEqual(modelled)
      const [rows, books] = [await databaseRows(territory), booksAsRows(model.books)]
      // `toEqual` tells where they differ, but takes its time
      if (JSON.stringify(rows) !== JSON.stringify(books)) expect(rows).toEqual(books)
    },
  }))
}

/** What both sides answered; a refusal is its code. */
export interface Sides {
  modelled: unknown
  stored: unknown
}
