/** What was typed, as cents; `perhaps` is another reading that may have been meant. */
export interface Amount {
  cents: number
  perhaps?: number
}

/** Euros in figures, with or without groups of three, and up to two decimals. */
const WRITTEN = /^(\d{1,13}|[1-9]\d{0,2}(?:([ .,’'])\d{3})(?:\2\d{3})?|)(?:([.,])(\d{0,2}))?$/
/** Raised and lowered figures stand for other things than figures on the line; on some keyboards ² lies beside 1. */
const RAISED = /[²³¹⁰-₉]/
const centsOf = (euros: string, decimals = ''): number => Number(euros + decimals.padEnd(2, '0'))

/**
 * Reads an amount as people write it in any of our languages: `12`, `12,5`, `12.50 €`, `€ 1 200,00`, `1.200`.
 * Nothing at all is 0, the normal answer; null is not an amount.
 */
export function readAmount(typed: string): Amount | null {
  if (RAISED.test(typed)) return null
  const text = typed
    .normalize('NFKC')
    // of no width, as calculators copy them along
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(€|eur) ?| ?(€|eur(os?)?)$/gi, '')
  if (text === '') return { cents: 0 }
  const [, whole = '', group, mark, decimals] = WRITTEN.exec(text) ?? []
  if ((whole === '' && !decimals) || (group !== undefined && group === mark)) return null
  const figures = whole.replace(/\D/g, '')
  const cents = centsOf(figures, decimals)
  // one group of three after a mark that elsewhere begins the decimals: 1.250 may be 1.25
  if ((group === '.' || group === ',') && decimals === undefined && figures.length < 7) {
    return { cents, perhaps: Math.round(cents / 1000) }
  }
  // a comma is soon forgotten: 1250 may be 12.50
  return !group && decimals === undefined && figures.length > 2 ? { cents, perhaps: cents / 100 } : { cents }
}
