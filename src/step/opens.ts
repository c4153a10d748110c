/** Where a convention stands: what a seat costs its fund, and what waits in the fund for the next one. Whole cents. */
export interface Standing {
  price_cents: number
  /** in the fund, not yet a seat; below zero while a shortfall is filled first */
  left_cents: number
  /** seats opened so far */
  opened: number
  /** seats that the convention plans */
  planned: number
}

/** Parts of a seat that have a name, as shares of its price. */
const PARTS = { quarter: 1 / 4, third: 1 / 3, half: 1 / 2, two_thirds: 2 / 3, three_quarters: 3 / 4 } as const
export type Part = keyof typeof PARTS

/** What an amount opens, `some` being a part without a name of its own. */
export type Opens =
  /** no more than joins what waits for a decision of both sides */
  | { kind: 'joins' }
  /** with what waits in the fund it makes a seat, which it would not alone */
  | { kind: 'completes'; seat: number }
  | { kind: 'opens'; seats: number; part: Part | 'some' | null }

/** A part is called by its name when that is true to a hundredth of a seat. */
const NEAR = 0.01

/** What a gift opens as things stand; an estimate until it is booked, for other gifts come in between. */
export function opens(cents: number, { price_cents, left_cents, opened, planned }: Standing): Opens {
  const seats = Math.floor(cents / price_cents)
  if (left_cents < 0 || opened + Math.max(seats, 1) > planned) return { kind: 'joins' }
  if (seats === 0 && left_cents + cents >= price_cents) return { kind: 'completes', seat: opened + 1 }
  const rest = cents / price_cents - seats
  const named = (Object.keys(PARTS) as Part[]).find((part) => Math.abs(PARTS[part] - rest) <= NEAR)
  return { kind: 'opens', seats, part: rest === 0 ? null : (named ?? 'some') }
}
