import { expect, it } from 'vitest'
import { median, rounded, spread } from './statistics.ts'

it('takes the one in the middle, whatever the order, and leaves the list as it was', () => {
  const values = [9, 1, 5]
  expect(median(values)).toBe(5)
  expect(median([4, 1, 2, 9])).toBe(3)
  expect(median([7])).toBe(7)
  expect(values).toEqual([9, 1, 5])
})

it('sorts by size, not by digits', () => {
  expect(median([10, 9, 1_000])).toBe(10)
})

it('has no median of nothing', () => {
  expect(() => median([])).toThrow('no median')
})

it('tells the least and the most', () => {
  expect(spread([3, 8, 5])).toEqual({ min: 3, max: 8 })
})

it('keeps the digits that count', () => {
  expect(rounded(8_541.7)).toBe(8_540)
  expect(rounded(0.053_49)).toBe(0.0535)
  expect(rounded(1_234.5, 4)).toBe(1_235)
})
