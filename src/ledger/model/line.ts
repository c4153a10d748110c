import type { Books, Credit, Outflow } from './books.ts'

/** Cents on the line that no one has used yet. */
export function fundCents(books: Books): number {
  return books.line_in - books.line_out
}

/** Uses the next cents of the line. */
export function spend(books: Books, cents: number, how: Pick<Outflow, 'use' | 'credit' | 'gift'>): Books {
  const from = books.line_out
  const to = from + cents
  return { ...books, line_out: to, outflows: [...books.outflows, { from, to, ...how }] }
}

/** Credits are numbered in the order in which they open, whatever their origin. */
export function numbered(books: Books, credits: readonly Omit<Credit, 'number'>[]): Credit[] {
  return credits.map((credit, n) => ({ ...credit, number: books.credits.length + 1 + n }))
}
