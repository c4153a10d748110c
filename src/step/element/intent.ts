import { toHex } from '../../platform/hex.ts'

/** A UUID of chance, as `crypto.randomUUID` makes it, which browsers keep from pages without https. */
export function newIntent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! % 16) + 0x40
  bytes[8] = (bytes[8]! % 64) + 0x80
  return toHex(bytes).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
