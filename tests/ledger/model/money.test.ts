import { describe, expect, test } from 'vitest'
import {
  agree,
  convert,
  emptyBooks,
  fundCents,
  inForce,
  postGifts,
  useSurplus,
} from '../../../src/ledger/model/index.ts'
import { terms, opened, done, refused, give, ask, balances, credits } from './books.ts'

describe('a gift', () => {
  test('of 12 € opens one seat and half of the next', () => {
    const books = give(opened(), 'A', 1_200)
    expect(balances(books)).toEqual({ receivable: 1_200, fund: 400, reserve: 800, minted: 1, available: 1 })
    expect(fundCents(books)).toBe(400)
    const more = give(books, 'B', 400)
    expect(balances(more)).toEqual({ receivable: 1_600, reserve: 1_600, minted: 2, available: 2 })
  })

  test('counts in its newest state, however often and in whatever order it is seen', () => {
    const seen = (cents: number, number: number) => ({ gift: 'A', cents, version: number, given_at: 0 })
    const books = postGifts(opened(), [seen(100, 2), seen(900, 5), seen(1, 5), seen(300, 3)], 0)
    expect(books.gifts.get('A')).toEqual({ cents: 900, version: 5, convention_version: 1 })
    for (const late of [seen(7, 4), seen(7, 5)]) expect(postGifts(books, [late], 0)).toBe(books)
    const same = postGifts(books, [seen(900, 6)], 0)
    expect([same.gifts.get('A')?.version, same.inflows.length]).toEqual([6, 1])
  })

  test('keeps the version that was shown when it was given, or the first when none was in force', () => {
    const two = agree(opened({ in_force_at: 10 }), { ...terms, number: 2, in_force_at: 20 })
    const shown = (given_at: number, at: number) =>
      postGifts(two, [{ gift: 'A', cents: 1, version: 1, given_at }], at).gifts.get('A')?.convention_version
    expect([shown(5, 30), shown(10, 30), shown(20, 30), shown(99, 15)]).toEqual([1, 1, 2, 1])
    const first = postGifts(two, [{ gift: 'A', cents: 1, version: 1, given_at: 15 }], 30)
    const again = postGifts(first, [{ gift: 'A', cents: 5, version: 2, given_at: 25 }], 30)
    expect(again.gifts.get('A')?.convention_version).toBe(1)
  })

  test('is posted with others in the order of their names, each a place on the line', () => {
    const seen = (gift: string, cents: number) => ({ gift, cents, version: 1, given_at: 0 })
    const books = convert(postGifts(opened(), [seen('B', 200), seen('A', 100), seen('C', 50)], 0), 0)
    expect(books.inflows).toEqual([
      { gift: 'A', cents: 100, span: { from: 0, to: 100 }, applied: true },
      { gift: 'B', cents: 200, span: { from: 100, to: 300 }, applied: true },
      { gift: 'C', cents: 50, span: { from: 300, to: 350 }, applied: true },
    ])
    expect(convert(books, 0)).toEqual(books)
  })
})

describe('the version in force', () => {
  const all = [
    { ...terms, number: 1, in_force_at: 0 },
    { ...terms, number: 3, in_force_at: 5, seat_price_cents: 300 },
    { ...terms, number: 2, in_force_at: 5, seat_price_cents: 500 },
  ].reduce(agree, emptyBooks())

  test('is the highest of those that have come into force', () => {
    expect([-1, 0, 4, 5].map((at) => inForce(all, at)?.number ?? null)).toEqual([null, 1, 1, 3])
  })

  test('says at what price credits open; what is open keeps its own', () => {
    const before = give(opened(), 'A', 1_700, 1)
    const cheaper = agree(before, { ...terms, number: 2, in_force_at: 5, seat_price_cents: 300 })
    expect(credits(convert(cheaper, 4))).toHaveLength(2)
    const after = convert(cheaper, 5)
    expect(after).toEqual(cheaper)
    expect(give(after, 'B', 500, 5).credits.map(({ price_cents }) => price_cents)).toEqual([
      800, 800, 300, 300,
    ])
  })

  test('without one nothing opens, and nothing is surplus', () => {
    const books = convert(
      postGifts(opened({ in_force_at: 9 }), [{ gift: 'A', cents: 900, version: 1, given_at: 0 }], 0),
      0,
    )
    expect(balances(books)).toEqual({ receivable: 900, fund: 900 })
  })
})

describe('past the planned seats', () => {
  test('money is surplus, to the cent', () => {
    const books = give(opened({ planned_seats: 2 }), 'A', 1_700)
    expect(balances(books)).toEqual({
      receivable: 1_700,
      reserve: 1_600,
      surplus: 100,
      minted: 2,
      available: 2,
    })
    expect([books.surplus_cents, books.minted]).toEqual([100, 2])
    expect(books.outflows.map(({ use, from, to, credit }) => [use, from, to, credit])).toEqual([
      ['credit', 0, 800, 1],
      ['credit', 800, 1_600, 2],
      ['surplus', 1_600, 1_700, null],
    ])
  })

  test('a plan that is just reached leaves nothing over, and one that is lowered takes nothing back', () => {
    const books = give(opened({ planned_seats: 2 }), 'A', 1_600)
    expect(balances(books)).toEqual({ receivable: 1_600, reserve: 1_600, minted: 2, available: 2 })
    const lowered = agree(books, { ...terms, number: 2, in_force_at: 1, planned_seats: 1 })
    expect(convert(lowered, 1)).toEqual(lowered)
    expect(balances(give(lowered, 'B', 800, 1))).toMatchObject({ surplus: 800, available: 2 })
  })

  test('surplus buys seats at their real price, or pays for managing, as far as it goes', () => {
    const books = give(opened({ planned_seats: 1 }), 'A', 2_800)
    const bought = done(useSurplus(books, { use: 'seats', seats: 2, seat_price_cents: 900 }))
    expect(balances(bought)).toEqual({
      receivable: 2_800,
      reserve: 2_600,
      surplus: 200,
      minted: 3,
      available: 3,
    })
    expect(bought.credits.slice(1)).toEqual([
      { number: 2, price_cents: 900, origin: 'surplus', state: 'available', seat: null },
      { number: 3, price_cents: 900, origin: 'surplus', state: 'available', seat: null },
    ])
    expect(bought.minted).toBe(1)
    const managed = done(useSurplus(bought, { use: 'management', cents: 200 }))
    expect(balances(managed)).toMatchObject({ management: 200, reserve: 2_600 })
    expect(managed.surplus_cents).toBe(0)
    expect(refused(useSurplus(bought, { use: 'management', cents: 201 }))).toBe('not_enough_surplus')
    expect(refused(useSurplus(books, { use: 'seats', seats: 3, seat_price_cents: 700 }))).toBe(
      'not_enough_surplus',
    )
  })
})

describe('a reduction takes', () => {
  test('first what is not converted yet', () => {
    const books = give(give(opened(), 'A', 1_200), 'A', 900)
    expect(balances(books)).toEqual({ receivable: 900, fund: 100, reserve: 800, minted: 1, available: 1 })
    expect(books.outflows.at(-1)).toEqual({ from: 800, to: 1_100, use: 'reduction', credit: null, gift: 'A' })
  })

  test('then surplus, then the youngest credit that nobody holds, whose rest stays in the fund', () => {
    const books = give(opened({ planned_seats: 2 }), 'A', 1_900)
    const less = give(books, 'A', 1_500)
    expect(balances(less)).toEqual({ receivable: 1_500, fund: 700, reserve: 800, minted: 1, available: 1 })
    expect(credits(less)).toEqual([
      [1, 'available', null],
      [2, 'withdrawn', null],
    ])
    expect(less.inflows.slice(1)).toEqual([
      { gift: 'A', cents: -400, span: null, applied: true },
      { gift: null, cents: 800, span: { from: 1_900, to: 2_700 }, applied: true },
    ])
    expect([less.surplus_cents, less.minted]).toEqual([0, 1])
    // where there is nothing, nothing is written down as taken
    expect(less.outflows.filter(({ from, to }) => from === to)).toEqual([])
    expect(credits(give(less, 'B', 100)).at(-1)).toEqual([3, 'available', null])
  })

  test('no more of the surplus than it needs', () => {
    const books = give(give(opened({ planned_seats: 1 }), 'A', 1_500), 'A', 1_300)
    expect(balances(books)).toEqual({
      receivable: 1_300,
      reserve: 800,
      surplus: 500,
      minted: 1,
      available: 1,
    })
  })

  test('never a seat that is held or issued: then there is a shortfall, which later gifts fill first', () => {
    const held = ask(give(opened(), 'A', 1_600), 'R', 1)
    const short = give(held, 'A', 300)
    expect(balances(short)).toEqual({ receivable: 300, reserve: 800, shortfall: 500, minted: 1, held: 1 })
    expect(short.shortfall_cents).toBe(500)
    const half = give(short, 'B', 200)
    expect(balances(half)).toMatchObject({ shortfall: 300, receivable: 500 })
    const filled = give(half, 'C', 1_100)
    expect(balances(filled)).toEqual({ receivable: 1_600, reserve: 1_600, minted: 2, held: 1, available: 1 })
    expect(filled.outflows.filter(({ use }) => use === 'shortfall').map(({ from, to }) => to - from)).toEqual(
      [200, 300],
    )
  })

  test('a credit bought from surplus as well, and none that cost nothing', () => {
    const books = give(opened({ planned_seats: 1, companions: 'offered' }), 'A', 1_600)
    const bought = done(useSurplus(books, { use: 'seats', seats: 1, seat_price_cents: 800 }))
    const offered = ask(bought, 'R', 1, 1)
    const less = give(offered, 'A', 800)
    expect(credits(less)).toEqual([
      [1, 'held', 'R1'],
      [2, 'withdrawn', null],
      [3, 'held', 'R2'],
    ])
    expect(less.minted).toBe(1)
    expect(balances(less)).toMatchObject({ held: 2, minted: 2 })

    const two = give(opened(), 'A', 1_600)
    const free = { number: 3, price_cents: 0, origin: 'structure', state: 'available', seat: null } as const
    expect(credits(give({ ...two, credits: [...two.credits, free] }, 'A', 1_500))).toEqual([
      [1, 'available', null],
      [2, 'withdrawn', null],
      [3, 'available', null],
    ])
  })
})
