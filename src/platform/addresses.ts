import { Problem } from './problems.ts'

const PRIVATE_V4 = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^192\.0\.0\./,
  /^198\.1[89]\./,
  /^(22[4-9]|23\d|24\d|25[0-5])\./,
]
/** Endings that lead nowhere on the public internet: RFC 6761, 6762, 8375, ICANN's `internal`, and what routers make up. */
const PRIVATE_NAME =
  /\.(localhost|localdomain|local|internal|intranet|intra|private|lan|home|corp|arpa|onion|test|invalid)$/

/**
 * Refuses an address that a structure typed in and that does not lead to the public internet: only https on its own
 * port, a name with a dot, no address in figures (the URL parser has made one of every way to write them).
 * What a name resolves to is not known here: a Worker asks Cloudflare's network for it, which has no private network
 * behind it; another host has to keep its own (see .github/SECURITY.md).
 * @param allowed `host:port` of development
 * @param own our own address, which no ticketing has
 * @throws Problem address_not_allowed
 */
export function guardAddress(address: URL, allowed: readonly string[], own?: string): void {
  const host = address.hostname.toLowerCase()
  if (allowed.includes(`${host}:${address.port || (address.protocol === 'https:' ? '443' : '80')}`)) return
  const reason = whyNot(address, host) ?? (own && host === new URL(own).hostname ? 'our own address' : null)
  if (reason) throw new Problem('address_not_allowed', { address: address.origin, reason })
}

function whyNot({ protocol, username, password, port }: URL, host: string): string | null {
  if (protocol !== 'https:') return 'not https'
  if (username || password) return 'credentials inside the address'
  if (port !== '') return 'a port of its own'
  if (/^\d+(\.\d+){3}$/.test(host)) {
    return PRIVATE_V4.some((range) => range.test(host)) ? 'a private network' : 'an address in figures'
  }
  if (host.startsWith('[')) return 'an address in figures'
  // the same name, but another one wherever names are compared
  if (host.endsWith('.')) return 'a dot behind the name'
  if (!host.includes('.') || PRIVATE_NAME.test(host)) return 'a private name'
  return null
}

export const allowedAddresses = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
