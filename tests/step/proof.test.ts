import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { proofOf } from '../../src/step/proof.ts'

test('an order is proved by an HMAC of its code, of 32 figures, under the edge’s token', async () => {
  for (const order of ['ABC12', 'DEF34', 'GHI56', 'JKL78', 'MNO90']) {
    const whole = createHmac('sha256', 'token').update(`gift of ${order}`).digest('hex')
    expect(await proofOf('token', order)).toBe(whole.slice(0, 32))
  }
})
