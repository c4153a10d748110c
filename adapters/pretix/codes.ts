/**
 * pretix makes order codes of five characters, leaving out letters and digits that are easily confused; a ticket
 * with any other code would stand out at the door. Ours use a part of the same characters: no vowels, so that no
 * word comes about (pretix keeps a list of words for that).
 */
const CHARACTERS = 'BCDFGHJKLMNPQRSTVWXYZ379'
const LENGTH = 5
/** Eight million codes: with 100,000 orders at an organizer, one attempt in 80 meets a code in use, one in 500,000 three. */
const CANDIDATES = 3

/**
 * The codes under which the order for a reference may be, in the order in which they are tried: consecutive bytes
 * of SHA-256 of the reference, each modulo 24. Codes are unique within the organizer, so an order is under the
 * second only when the first belongs to someone else.
 */
export async function orderCodes(reference: string): Promise<string[]> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`fauteuil:${reference}`))
  const characters = [...new Uint8Array(digest)].map((byte) => CHARACTERS.charAt(byte % CHARACTERS.length))
  return Array.from({ length: CANDIDATES }, (_, at) =>
    characters.slice(at * LENGTH, (at + 1) * LENGTH).join(''),
  )
}
