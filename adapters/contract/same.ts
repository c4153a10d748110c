const encoder = new TextEncoder()

/**
 * Compares a secret in a time that does not tell where the two differ: by workerd's own `timingSafeEqual`; elsewhere by
 * looking at every byte, whatever was found before. Only a difference in length is told, and a secret's length is no secret.
 */
export function sameSecret(given: string, expected: string): boolean {
  const [left, right] = [encoder.encode(given), encoder.encode(expected)]
  if (left.byteLength !== right.byteLength || left.byteLength === 0) return false
  const own = (crypto.subtle as { timingSafeEqual?: (a: Uint8Array, b: Uint8Array) => boolean })
    .timingSafeEqual
  if (own) return own.call(crypto.subtle, left, right)
  return left.reduce((differ, byte, n) => differ | (byte ^ right[n]!), 0) === 0
}
