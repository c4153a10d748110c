import { toHex } from '../platform/hex.ts'

const encoder = new TextEncoder()
/** Of 256 bits, more than anyone will guess. */
const SIGNS = 32

/**
 * What makes the address of an order's gift private: an order's code is short, and may be guessed; this is not, without the token
 * of the structure's edge Worker. HMAC-SHA-256, in hexadecimals.
 */
export async function proofOf(token: string, order: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(token), algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`gift of ${order}`))
  return toHex(new Uint8Array(signed)).slice(0, SIGNS)
}
