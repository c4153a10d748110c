import * as fc from 'fast-check'
import type { Context } from '../../src/platform/context.ts'
import { isProven, mustComeFromEdge } from '../../src/step/edge-token.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { open } from '../../adapters/open/index.ts'
import { pretix } from '../../adapters/pretix/index.ts'
import { sameSecret } from '../../adapters/contract/index.ts'

const subtle = crypto.subtle as { timingSafeEqual?: (a: Uint8Array, b: Uint8Array) => boolean }
afterEach(() => delete subtle.timingSafeEqual)

test('two secrets are the same when each character is', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(sameSecret(one, one)).toBe(one !== '')
      expect(sameSecret(one, other)).toBe(one === other && one !== '')
      expect(sameSecret(one, `${one}x`)).toBe(false)
    }),
  )
  expect(sameSecret('', '')).toBe(false)
})

test('however much of it is right, and wherever it differs', () => {
  const secret = 'whsec_0123456789abcdef'
  for (let at = 0; at < secret.length; at++) {
    expect(sameSecret(`${secret.slice(0, at)}~${secret.slice(at + 1)}`, secret)).toBe(false)
  }
  // two differences do not make up for each other
  expect(sameSecret('ba', 'ab')).toBe(false)
})

describe('is left to the runtime’s own means', () => {
  test('in workerd its comparison in constant time', () => {
    const own = vi.fn<(a: Uint8Array, b: Uint8Array) => boolean>((a, b) =>
      a.every((byte, at) => byte === b[at]),
    )
    subtle.timingSafeEqual = own
    expect([sameSecret('abcd', 'abcd'), sameSecret('abcd', 'abce')]).toEqual([true, false])
    expect(own).toHaveBeenCalledTimes(2)
    // another length is no secret, and is not compared
    expect(sameSecret('abc', 'abcd')).toBe(false)
    expect(own).toHaveBeenCalledTimes(2)
  })

  test('by every ticketing’s webhooks that we compare ourselves', async () => {
    const own = vi.fn<() => boolean>(() => false)
    subtle.timingSafeEqual = own
    const now = '2026-11-23T12:00:00.000Z'
    const seconds = String(Date.parse(now) / 1_000)
    const signature = `v1,${btoa('x'.repeat(32))}`
    const headers = new Headers({
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds,
      'webhook-signature': `${signature} ${signature}`,
    })
    const secrets = { tokens: ['t'.repeat(64), 'u'.repeat(64)], signing: [`whsec_${btoa('s'.repeat(32))}`] }
    const hook = { headers, body: '{}', token: 't'.repeat(64), now }
    expect((await pretix.verify(hook, secrets)).genuine).toBe(false)
    expect(own).toHaveBeenCalledTimes(2)
    expect((await open.verify(hook, secrets)).genuine).toBe(false)
    expect(own).toHaveBeenCalledTimes(4)
    // and of edges the same
    const ctx = { secrets: { edgeTokens: async () => secrets.tokens } } as unknown as Context
    const of = { key: 'pk_', edge_generation: 1 }
    await expect(mustComeFromEdge(ctx, of, `Bearer ${'v'.repeat(64)}`)).rejects.toThrow('edge_not_proven')
    expect(await isProven(ctx, of, 'ABC12', 'v'.repeat(32))).toBe(false)
    expect(own).toHaveBeenCalledTimes(8)
  })
})
