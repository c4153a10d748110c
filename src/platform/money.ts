/** Whole cents as people of that language write them, without decimals where there are none. Light: browsers are given it. */
export const money = (language: string, cents: number): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: cents % 100 && 2,
  }).format(cents / 100)
