/** What the ledger takes of one gift: a million euros more is a mistake of someone's. */
export const MOST_CENTS = 100_000_000

const AMOUNT = /^(?:€\s*)?(-?)(\d{1,3}(?:[\s'’]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:€|eur|euros?)?$/i

/**
 * Reads an amount as people and spreadsheets write it (`12,50`, `12.50`, `12 €`, `1 234,5`), digit by digit, in cents.
 * Null when it is none: three digits behind a point may be thousands or a slip, so nobody guesses.
 */
export function centsOf(text: string): number | null {
  const [, minus, euros, rest = ''] = AMOUNT.exec(text.trim()) ?? []
  if (euros === undefined) return null
  const digits = euros.replaceAll(/\D/g, '') + rest.padEnd(2, '0')
  const cents = Number(digits.slice(0, 16))
  return minus ? -cents : cents
}
