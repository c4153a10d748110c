import { describe, expect, test } from 'vitest'
import { bookFees, postGifts } from '../../../src/ledger/model/index.ts'
import { balances, give, opened } from './books.ts'

describe('what a provider keeps of a gift', () => {
  const fee = (movement: string, cents: number, gift = 'A') => ({ movement, gift, cents })
  const given = give(opened(), 'A', 1_200)

  test('is a cost beside the gift, which counts whole', () => {
    const books = bookFees(given, [fee('charge', 42)])
    expect(balances(books)).toEqual({ ...balances(given), fees: 42, withheld: 42 })
    expect([books.gifts, books.line_in]).toEqual([given.gifts, 1_200])
  })

  test('is booked once for each movement, as it was told first', () => {
    const books = bookFees(given, [fee('charge', 42), fee('charge', 50), fee('dispute', 1_500)])
    expect(balances(books)).toMatchObject({ fees: 1_542, withheld: 1_542 })
    expect(bookFees(books, [fee('charge', 42), fee('dispute', 9)])).toEqual(books)
  })

  test('goes back with what it gives back, and a movement that cost nothing moves nothing', () => {
    const books = bookFees(given, [fee('refund', -12), fee('charge', 42), fee('transfer', 0)])
    expect(balances(books)).toMatchObject({ fees: 30, withheld: 30 })
    expect(balances(bookFees(given, [fee('transfer', 0)]))).toEqual(balances(given))
  })

  test('waits for its gift, and is booked when that is seen', () => {
    const early = bookFees(given, [fee('late', 30, 'B'), fee('charge', 42)])
    expect(balances(early)).toMatchObject({ fees: 42, withheld: 42 })
    expect(bookFees(early, [])).toEqual(early)
    const seen = postGifts(early, [{ gift: 'B', cents: 0, version: 1, given_at: 0 }], 0)
    expect(balances(bookFees(seen, []))).toMatchObject({ fees: 72, withheld: 72 })
  })
})
