/** Three digits that count, and no more: 8,540 · 14.1 · 0.58 */
export function figure(value: number): string {
  const digits = Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 }
  return value.toLocaleString('en', digits)
}

/** To the limit: 0.42, or 0.053 where two decimals would say too little. */
export function ratio(value: number): string {
  return value < 0.1 ? value.toPrecision(2) : value.toFixed(2)
}

/** `22 November 2026`, of an instant in ISO 8601 */
export function day(instant: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(instant))
}
