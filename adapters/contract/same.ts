const encoder = new TextEncoder()

/**
 * Compares a secret in a time that does not tell where the two differ, by the runtime's own means: workerd's
 * `timingSafeEqual`; elsewhere WebCrypto, which verifies one HMAC against the other under a key of this one comparison.
 * Only a difference in length is told, and a secret's length is no secret.
 */
export async function sameSecret(given: string, expected: string): Promise<boolean> {
  const [left, right] = [encoder.encode(given), encoder.encode(expected)]
  if (left.byteLength !== right.byteLength || left.byteLength === 0) return false
  const own = (crypto.subtle as { timingSafeEqual?: (a: Uint8Array, b: Uint8Array) => boolean })
    .timingSafeEqual
  if (own) return own.call(crypto.subtle, left, right)
  const chance = crypto.getRandomValues(new Uint8Array(32))
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', chance, hmac, false, ['sign', 'verify'])
  return crypto.subtle.verify('HMAC', key, await crypto.subtle.sign('HMAC', key, left), right)
}
