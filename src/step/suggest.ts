/**
 * Two or three low, round amounts, made from what a seat costs the fund: about half a seat in whole euros, one, and two.
 * Low ones bring more givers than high ones, and asking per seat more than asking per sum (see decision 14).
 */
export function suggest(price_cents: number, max_cents: number): number[] {
  const half = Math.ceil(price_cents / 200) * 100
  const asked = half < price_cents ? [half, price_cents, 2 * price_cents] : [price_cents, 2 * price_cents]
  return asked.filter((cents) => cents <= max_cents)
}
