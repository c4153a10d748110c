import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newAccessKey, openSecrets, sha256 } from '../../src/platform/secrets.ts'

const key = (name: string, letter: string) => `${name}:${btoa(letter.repeat(32))}`
const V1 = key('v1', 'a')
const V2 = key('v2', 'b')
const ROW = '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10'

describe('what is encrypted', () => {
  test('comes back as it was, and looks different each time', async () => {
    const secrets = openSecrets(V1)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, about) => {
        const [one, other] = await Promise.all([secrets.encrypt(text, about), secrets.encrypt(text, about)])
        expect(one).not.toBe(other)
        expect(text.length > 4 && one.includes(text)).toBe(false)
        expect(await secrets.decrypt(one, about)).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  test('cannot be moved to another row', async () => {
    const secrets = openSecrets(V1)
    const envelope = await secrets.encrypt('a token', ROW)
    await expect(secrets.decrypt(envelope, ROW.replace('0', '1'))).rejects.toBeInstanceOf(Error)
  })

  test('cannot be altered, wherever', async () => {
    const secrets = openSecrets(V1)
    const envelope = await secrets.encrypt('a token', ROW)
    const bytesOf = (sealed: string) => atob(sealed.split('.')[2]!) + sealed.split('.', 2).join()
    const flips = [...envelope.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index)
    for (const at of flips) {
      const other = envelope[at] === 'A' ? 'B' : 'A'
      const altered = envelope.slice(0, at) + other + envelope.slice(at + 1)
      const opened = await secrets.decrypt(altered, ROW).catch(() => null)
      // the last letter before the padding carries bits that mean nothing
      const same = bytesOf(altered) === bytesOf(envelope)
      expect([altered, opened]).toEqual([altered, same ? 'a token' : null])
    }
    for (const broken of ['', 'v1', 'v1..', envelope.slice(0, -8), `${envelope}A`]) {
      await expect(secrets.decrypt(broken, ROW)).rejects.toBeInstanceOf(Error)
    }
  })

  test('is opened by a key that was put behind a new one, which then encrypts', async () => {
    const before = await openSecrets(V1).encrypt('a token', ROW)
    const both = openSecrets(`${V2}, ${V1}`)
    expect(await both.decrypt(before, ROW)).toBe('a token')
    const after = await both.encrypt('a token', ROW)
    expect(after).toMatch(/^v2\./)
    await expect(openSecrets(V1).decrypt(after, ROW)).rejects.toThrow('master key v2')
    await expect(openSecrets(key('v1', 'c')).decrypt(before, ROW)).rejects.toBeInstanceOf(Error)
  })
})

test('webhooks: another key, connection or generation makes another address and another signing secret', async () => {
  const [one, two] = [openSecrets(V1), openSecrets(V2)]
  const made = await Promise.all([
    one.hook('pretix:a', 1),
    one.hook('pretix:a', 2),
    one.hook('pretix:b', 1),
    one.hook('open:a', 1),
    two.hook('pretix:a', 1),
  ])
  expect(new Set(made.map(({ token }) => token)).size).toBe(made.length)
  expect(new Set(made.map(({ signing }) => signing)).size).toBe(made.length)
  for (const { token, signing } of made) {
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(atob(signing.replace(/^whsec_/, ''))).toHaveLength(32)
  }
  // nor are they mixed up by what is remembered, the second time
  for (const _ of [1, 2]) {
    for (const [n, [connection, generation]] of [
      ['pretix:a', 1] as const,
      ['pretix:a', 2] as const,
      ['pretix:b', 1] as const,
    ].entries()) {
      const { token, signing } = made[n]!
      expect(await one.hookSecrets(connection, generation)).toEqual({ tokens: [token], signing: [signing] })
    }
  }
  const both = await openSecrets(`${V2},${V1}`).hookSecrets('pretix:a', 1)
  expect(both.tokens).toEqual([made[4].token, made[0].token])
  expect(both.signing).toEqual([made[4].signing, made[0].signing])
})

test.each(['', 'v1', 'v1:', `v1:${btoa('short')}`, `v 1:${btoa('a'.repeat(32))}`, `${V1},`, 'v1:%%%'])(
  'master keys that are none are refused: %s',
  (wrong) => {
    expect(() => openSecrets(wrong)).toThrow('MASTER_KEYS must be')
  },
)

test('access keys tell their role, are never the same, and are remembered by their hash alone', async () => {
  const keys = Array.from({ length: 100 }, () => newAccessKey('relay'))
  expect(new Set(keys).size).toBe(100)
  expect(keys[0]).toMatch(/^fauteuil_relay_[0-9a-f]{64}$/)
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
