import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedAddresses, guardAddress } from '../../src/platform/addresses.ts'

const refused = (address: string, allowed: readonly string[] = []) => {
  try {
    guardAddress(new URL(address), allowed)
    return null
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}
const passes = (address: string, allowed?: readonly string[]) => refused(address, allowed) === null

test.each([
  'https://pretix.eu',
  'https://billetterie.theatre-du-port.fr/api/',
  'https://xn--thtre-esa4c.fr',
  'https://théâtre.fr',
  'https://EXAMPLE.ORG:443/',
  'https://localhost.example.org',
  'https://my-local.fr',
])('a public address may be called: %s', (address) => {
  expect(passes(address)).toBe(true)
})

describe('what does not lead to the public internet is refused:', () => {
  test.each([
    ['http', 'http://pretix.eu'],
    ['another protocol', 'ftp://pretix.eu'],
    ['a port of its own', 'https://pretix.eu:8443'],
    ['someone else’s credentials', 'https://user:secret@pretix.eu'],
    ['a name before the host', 'https://user@pretix.eu'],
    ['this machine', 'https://127.0.0.1'],
    ['this machine, in decimal', 'https://2130706433'],
    ['this machine, in octal', 'https://0177.0.0.01'],
    ['this machine, in hexadecimal', 'https://0x7f.1'],
    ['this machine, abbreviated', 'https://127.1'],
    ['this machine, with a dot behind', 'https://127.0.0.1.'],
    ['this machine, in wide figures', 'https://１２７.０.０.１'],
    ['any machine here', 'https://0.0.0.0'],
    ['a cloud’s own data', 'https://169.254.169.254/latest/meta-data'],
    ['a private network', 'https://10.1.2.3'],
    ['a private network', 'https://172.16.0.1'],
    ['a private network', 'https://192.168.1.1'],
    ['a carrier’s network', 'https://100.64.0.1'],
    ['a public address in figures', 'https://93.184.216.34'],
    ['this machine, v6', 'https://[::1]'],
    ['a private network, v6', 'https://[fd00::1]'],
    ['a link, v6', 'https://[fe80::1]'],
    ['v4 inside v6', 'https://[::ffff:127.0.0.1]'],
    ['v4 behind a v6 gateway', 'https://[64:ff9b::7f00:1]'],
    ['a public v6', 'https://[2606:4700::1111]'],
    ['a name of this machine', 'https://localhost'],
    ['a name below it', 'https://api.localhost'],
    ['the same with a dot behind', 'https://LOCALHOST./'],
    ['a public name with a dot behind, that would seem another one', 'https://pretix.eu.'],
    ['a name that a router makes up', 'https://box.localdomain'],
    ['a hidden service', 'https://abcdefghijklmnop.onion'],
    ['a name without a dot', 'https://intranet'],
    ['a name whose only dot is its end', 'https://printer.'],
    ['a name of a local network', 'https://box.local'],
    ['a name of a home', 'https://nas.home.arpa'],
    ['a cloud’s own name', 'https://metadata.google.internal'],
    ['a company’s own name', 'https://tickets.corp.'],
    ['a name for tests', 'https://pretix.test'],
  ])('%s (%s)', (_, address) => {
    expect(refused(address)).toBe('address_not_allowed')
  })

  test('any address in figures, however it is written', () => {
    const part = fc.nat(255)
    const written = fc.constantFrom(
      (figure: number) => String(figure),
      (figure: number) => `0${figure.toString(8)}`,
      (figure: number) => `0x${figure.toString(16)}`,
    )
    const v4 = fc.tuple(part, part, part, part, written, written, written, written, fc.boolean())
    fc.assert(
      fc.property(v4, ([a, b, c, d, w1, w2, w3, w4, whole]) => {
        const host = whole ? w1(((a * 256 + b) * 256 + c) * 256 + d) : [w1(a), w2(b), w3(c), w4(d)].join('.')
        expect(refused(`https://${host}`)).toBe('address_not_allowed')
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), (host) => {
        fc.pre(URL.canParse(`https://[${host}]`))
        expect(refused(`https://[${host}]`)).toBe('address_not_allowed')
      }),
    )
  })

  test('what passes is always https, at its own port, by a public name with a dot inside', () => {
    // cheap to make, and each part as someone would bend it
    const address = fc
      .record({
        scheme: fc.constantFrom(
          'https://',
          'http://',
          'HTTPS://',
          'https:/',
          'https:\\\\',
          'ftp://',
          'https:',
        ),
        user: fc.constantFrom('', '', '', 'user@', 'user:secret@', ':@', '@', 'pretix.eu%40', 'pretix.eu#@'),
        host: fc.constantFrom(
          'pretix.eu',
          'pretix.eu.',
          'pretix',
          '127.0.0.1',
          '127.1',
          '0x7f000001',
          '017700000001',
          '2130706433',
          '①②⑦.0.0.1',
          '[::1]',
          '[::ffff:10.0.0.1]',
          '169.254.169.254.nip.io',
          'metadata.google.internal',
          'LOCALHOST',
          'local%68ost',
          'localhost\u3002',
          'a.local\t',
          'pretix\uFF0Eeu',
        ),
        port: fc.constantFrom('', ':443', ':80', ':8443', ':0443', ':'),
        path: fc.constantFrom('', '/', '/api', '\\@10.0.0.1', '?@10.0.0.1', '#@10.0.0.1', '/%2e%2e/'),
      })
      .map((part) => Object.values(part).join(''))
    fc.assert(
      fc.property(address, (text) => {
        fc.pre(URL.canParse(text))
        const { protocol, port, hostname, username, password } = new URL(text)
        const plain = protocol === 'https:' && port === '' && username === '' && password === ''
        const named = /^[a-z\d-]+(\.[a-z\d-]+)*\.(eu|io)$/.test(hostname)
        expect([text, passes(text)]).toEqual([text, plain && named])
      }),
      { numRuns: 2_000 },
    )
  })

  test('our own address, which no ticketing has', () => {
    const guard = (address: string) => guardAddress(new URL(address), [], 'https://acs.example.org')
    expect(() => guard('https://acs.example.org/v1/keys')).toThrow('our own address')
    expect(() => guard('https://ACS.example.org')).toThrow('our own address')
    expect(() => guard('https://billetterie.example.org')).not.toThrow()
  })
})

test('development may name addresses, each with its port, and no other is thereby allowed', () => {
  const allowed = allowedAddresses(' 127.0.0.1:8788 ,, pretix.test:443,localhost:80 ')
  expect(allowed).toEqual(['127.0.0.1:8788', 'pretix.test:443', 'localhost:80'])
  for (const address of ['http://127.0.0.1:8788/x', 'https://pretix.test', 'http://localhost']) {
    expect([address, passes(address, allowed)]).toEqual([address, true])
  }
  for (const address of [
    'http://127.0.0.1:8789',
    'http://127.0.0.1',
    'http://pretix.test',
    'https://localhost',
    'http://user@127.0.0.1.example.org:8788',
  ]) {
    expect([address, passes(address, allowed)]).toEqual([address, false])
  }
  expect(allowedAddresses(undefined)).toEqual([])
})
