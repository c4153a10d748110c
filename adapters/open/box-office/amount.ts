/** More than this is asked once more, gently: a comma is soon forgotten. */
export const CONFIRM_ABOVE_CENTS = 15_000
/** More than this the theatre would rather hear of in person. */
export const MAX_GIFT_CENTS = 500_000

export type AmountProblem = 'empty' | 'negative' | 'fraction' | 'ambiguous' | 'not_an_amount' | 'too_much'
export type Amount = { cents: number } | { problem: AmountProblem }

const SPACES = /[\s\u00a0\u202f\u2009]+/g
const CURRENCY = /^(?:€|eur|euros?)\s?|\s?(?:€|eur|euros?)$/gi

/** Ways to write an amount that can be read in one way only: euros, and cents of one or two digits. */
const CLEAR = [
  /^(?<euros>\d+)$/,
  /^(?<euros>\d*)[.,](?<cents>\d{0,2})$/,
  /^(?<euros>\d{1,3}(?: \d{3})+)(?:[.,](?<cents>\d{1,2}))?$/,
  /^(?<euros>\d{1,3}(?:\.\d{3})+),(?<cents>\d{1,2})$/,
  /^(?<euros>\d{1,3}(?:,\d{3})+)\.(?<cents>\d{1,2})$/,
]

/**
 * Reads an amount as people type it: `12`, `12,5`, `12.50 €`, `1 200,00`. What could be read in two ways (`12 5`,
 * `1.200`) is asked again instead of guessed.
 */
export function parseAmount(typed: string): Amount {
  const text = typed
    .slice(0, 100)
    .normalize('NFKC')
    .replaceAll(SPACES, ' ')
    .trim()
    .replaceAll(CURRENCY, '')
    .trim()
  if (text === '') return { problem: 'empty' }
  if (/^[-−–]\s?\d/.test(text)) return { problem: 'negative' }
  for (const pattern of CLEAR) {
    const groups = pattern.exec(text)?.groups
    if (!groups) continue
    const euros = (groups['euros'] ?? '').replaceAll(/\D/g, '')
    const decimals = groups['cents'] ?? ''
    if (euros === '' && decimals === '') break
    if (euros.length > 9) return { problem: 'too_much' }
    const cents = Number(euros) * 100 + Number(decimals.padEnd(2, '0'))
    return cents > MAX_GIFT_CENTS ? { problem: 'too_much' } : { cents }
  }
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(text) || /^\d[\d ]*(?:[.,]\d{0,2})?$/.test(text))
    return { problem: 'ambiguous' }
  if (/^\d*[.,]\d{3,}$/.test(text)) return { problem: 'fraction' }
  return { problem: 'not_an_amount' }
}
