import { describe, expect, test } from 'vitest'
import { guardAddress } from '../../src/platform/addresses.ts'

/** What a structure reads when its address is refused. */
function why(address: string): string | null {
  try {
    guardAddress(new URL(address), [])
    return null
  } catch (thrown) {
    const { detail } = thrown as { detail: { address: string; reason: string } }
    return detail.reason
  }
}

test('the address is named without what was before and behind it', () => {
  expect(() => guardAddress(new URL('https://user:secret@pretix.eu/a?b'), [])).toThrow(
    expect.objectContaining({ detail: { address: 'https://pretix.eu', reason: expect.any(String) } }),
  )
})

test.each([
  ['http://pretix.eu', 'not https'],
  ['https://user:secret@pretix.eu', 'credentials inside the address'],
  ['https://:secret@pretix.eu', 'credentials inside the address'],
  ['https://pretix.eu:8443', 'a port of its own'],
  ['https://93.184.216.34', 'an address in figures'],
  ['https://[2606:4700::1111]', 'an address in figures'],
  ['https://box-office', 'a private name'],
  ['https://box-office.local', 'a private name'],
  ['https://1.2.3.4.example.org', null],
  ['https://box1.2.3.theatre.fr', null],
  ['https://localhost.theatre.fr', null],
  ['https://thelocal.fr', null],
  ['https://mylocal.local.fr', null],
  ['https://notcorp.theatre-corp', null],
])('%s: %s', (address, reason) => {
  expect(why(address)).toBe(reason)
})

describe('an address in figures', () => {
  test.each([
    ['0.0.0.0', '0.255.255.255', '1.0.0.0'],
    ['10.0.0.0', '10.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.127.255.255', '100.128.0.0'],
    ['127.0.0.0', '127.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.254.255.255', '169.255.0.0'],
    ['172.16.0.0', '172.31.255.255', '172.32.0.0'],
    ['192.0.0.0', '192.0.0.255', '192.0.1.0'],
    ['192.168.0.0', '192.168.255.255', '192.169.0.0'],
    ['198.18.0.0', '198.19.255.255', '198.20.0.0'],
    ['224.0.0.0', '255.255.255.255', '223.255.255.255'],
  ])('from %s to %s is said to be private; %s is not', (first, last, outside) => {
    for (const inside of [first, last]) expect(why(`https://${inside}`)).toBe('a private network')
    expect(why(`https://${outside}`)).toBe('an address in figures')
  })

  test.each([
    '100.99.1.1',
    '100.70.1.1',
    '100.119.1.1',
    '100.105.1.1',
    '172.20.1.1',
    '172.25.1.1',
    '172.30.1.1',
    '230.1.1.1',
    '239.1.1.1',
    '240.1.1.1',
    '249.1.1.1',
    '250.1.1.1',
  ])('in the middle of such a range is private too: %s', (inside) => {
    expect(why(`https://${inside}`)).toBe('a private network')
  })

  test.each([
    '99.0.1.1',
    '93.10.1.1',
    '93.127.1.1',
    '1.169.254.1',
    '1.192.168.1',
    '1.172.16.1',
    '1.100.64.1',
    '1.192.0.0',
    '1.198.18.1',
    '93.1.224.1',
    '100.63.1.1',
    '172.15.1.1',
    '198.17.1.1',
  ])('that only looks like one further on is not: %s', (outside) => {
    expect(why(`https://${outside}`)).toBe('an address in figures')
  })
})
