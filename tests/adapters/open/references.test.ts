import { expect, test } from 'vitest'
import { giftReference } from '../../../adapters/open/orders.ts'

test('two gifts never have one name, whatever their order and line are called', () => {
  expect(giftReference({ orderId: 'A1', lineId: '2' })).toBe('A1/2')
  const names = [
    ['2026/12', '3'],
    ['2026', '12/3'],
    ['2026%2F12', '3'],
    ['2026', '12%2F3'],
  ].map(([orderId = '', lineId = '']) => giftReference({ orderId, lineId }))
  expect(new Set(names).size).toBe(4)
})
