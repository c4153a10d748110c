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

/**
 * Refuses an address that a structure typed in and that does not lead to the public internet: only https on its own
 * port, a name with a dot, no address in figures. (Names that resolve to private networks reach nothing from a Worker,
 * which has none.) `allowed`: `host:port` of development.
 * @throws Problem address_not_allowed
 */
export function guardAddress(address: URL, allowed: readonly string[]): void {
  const host = address.hostname.toLowerCase().replace(/\.$/, '')
  if (allowed.includes(`${host}:${address.port || (address.protocol === 'https:' ? '443' : '80')}`)) return
  const reason =
    address.protocol !== 'https:'
      ? 'not https'
      : address.username || address.password
        ? 'credentials inside the address'
        : address.port !== ''
          ? 'a port of its own'
          : /^\d+(\.\d+){3}$/.test(host)
            ? PRIVATE_V4.some((range) => range.test(host))
              ? 'a private network'
              : 'an address in figures'
            : host.startsWith('[')
              ? 'an address in figures'
              : !host.includes('.') ||
                  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid)$/.test(host)
                ? 'a private name'
                : null
  if (reason) throw new Problem('address_not_allowed', { address: address.origin, reason })
}

export const allowedAddresses = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
