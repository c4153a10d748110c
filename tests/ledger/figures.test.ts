import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ACCOUNT_NAMES,
  ACCOUNTS,
  figuresFrom,
  figuresOf,
  totals,
  type Account,
} from '../../src/ledger/index.ts'
import type { FigureRow, Standing } from '../../src/ledger/figures-query.ts'
import type { Context } from '../../src/platform/context.ts'

/** Natural balances of a convention in the middle of its season; the books balance, and all that runs beside agrees. */
const BALANCES: Record<Account, number> = {
  receivable: 9_000,
  fund: 700,
  reserve: 3_200,
  due_to_structure: 2_400,
  surplus: 1_500,
  management: 1_800,
  fees: 100,
  withheld: 0,
  shortfall: 300,
  taken_back: 200,
  minted: 16,
  available: 6,
  held: 4,
  issued: 3,
  used: 2,
  unused: 1,
}
const sum = ({ account, balance }: { account: Account; balance: number }): Standing['sums'][number] =>
  ACCOUNTS[account].side === 'debit'
    ? { account, debits: balance + 5, credits: 5 }
    : { account, debits: 5, credits: balance + 5 }
const standing = (balances: Partial<Record<Account, number>> = {}): Standing => ({
  sums: ACCOUNT_NAMES.map((account) => sum({ account, balance: balances[account] ?? BALANCES[account] })),
  seat_price_cents: 800,
  fund: { on_line_cents: 450, surplus_cents: 1_500, shortfall_cents: 300, minted: 11 },
  gifts: 42,
  available: 6,
  waiting: { in_cents: 250, back_cents: 200 },
  seats: {
    held: 4,
    issued: 3,
    used: 2,
    unused: 1,
    reserved: 15,
    ever_issued: 8,
    given_back: 5,
    due_cents: 2_400,
  },
})

const answering = (rows: readonly object[]) => {
  const db = { read: { execute: async () => ({ rows }) } }
  return { db, now: () => '2026-11-23T12:00:00.000Z' } as unknown as Context
}

test('of a convention that there is not nothing is said, rather than zeros', async () => {
  await expect(figuresOf(answering([]), '019ab000-0000-7000-8000-000000000000')).rejects.toMatchObject({
    code: 'not_found',
    detail: { what: 'convention' },
  })
})

test('the figures of a season are read from the accounts and from what runs beside them', () => {
  expect(figuresFrom(standing())).toEqual({
    gifts: 42,
    gift_cents: 9_000,
    seat_price_cents: 800,
    credits_opened: 11,
    fund_cents_left: 700,
    available: 6,
    reserved: 15,
    issued: 8,
    used: 2,
    unused: 1,
    given_back: 5,
    surplus_cents: 1_500,
    shortfall_cents: 300,
    ledger_balanced: true,
    imbalances: [],
  })
})

describe('it is said in which account ledger and rows differ:', () => {
  const beside = [
    'fund',
    'taken_back',
    'due_to_structure',
    'surplus',
    'shortfall',
    'available',
    'held',
    'issued',
    'used',
    'unused',
  ] as const
  test.each(beside)('%s', (account) => {
    const other = { ...BALANCES, [account]: BALANCES[account] + 1 }
    const { ledger_balanced, imbalances } = figuresFrom(standing(other))
    expect(ledger_balanced).toBe(false)
    const [unit, of] = imbalances
    const debit = ACCOUNTS[account].side === 'debit'
    expect(unit).toBe(`${ACCOUNTS[account].unit}: debits exceed credits by ${debit ? 1 : -1}`)
    expect(of).toBe(
      `${account}: the ledger says ${BALANCES[account] + 1}, what runs beside it ${BALANCES[account]}`,
    )
    expect(imbalances).toHaveLength(2)
  })

  test('an account below zero, though its unit balances', () => {
    const { imbalances } = figuresFrom(standing({ fees: -1, receivable: 9_101 }))
    expect(imbalances).toEqual(['fees: below zero, -1'])
  })

  test('nothing, of an account at zero', () => {
    expect(figuresFrom(standing({ fees: 0, receivable: 9_100 })).imbalances).toEqual([])
  })
})

/** The rows that a standing is read from; of its seats one is on its way back with a held credit, another with a spent one. */
const rowsOf = (convention_id: string, { sums, fund, seats, ...rest }: Standing): FigureRow[] => {
  const { on_line_cents, surplus_cents, shortfall_cents, minted } = fund
  const { in_cents, back_cents } = rest.waiting
  const of = (...numbers: (number | null)[]) => ({
    convention_id,
    numbers: numbers.map((n) => (n === null ? null : String(n))),
  })
  const seat = (name: Extract<FigureRow, { part: 'seats' }>['name'], ...numbers: number[]): FigureRow => ({
    part: 'seats',
    name,
    ...of(...numbers),
  })
  const running = [on_line_cents, surplus_cents, shortfall_cents, minted, rest.gifts - 1, rest.available]
  return [
    { part: 'running', name: null, ...of(rest.seat_price_cents, ...running) },
    ...sums.map(({ account, debits, credits }): FigureRow => {
      return { part: 'account', name: account, ...of(debits, credits) }
    }),
    { part: 'waiting', name: null, ...of(1, in_cents, back_cents) },
    { part: 'held', name: null, ...of(1) },
    seat('held', seats.held - 1, 0),
    seat('issued', seats.issued - 1, 800),
    seat('returning', 2, seats.due_cents - 1_600),
    seat('used', seats.used, 400),
    seat('unused', seats.unused, 400),
    seat('returned', seats.given_back, 0, seats.ever_issued - seats.issued - seats.used - seats.unused),
    seat('released', 7, 0, 0),
  ]
}

describe('the figures of a territory', () => {
  const count = fc.nat({ max: 1_000 })
  const one = fc
    .record({ gifts: count, more: count, price: fc.constantFrom(800, 1_200), off: fc.boolean() })
    .map(({ gifts, more, price, off }): Standing => {
      const mine = standing({ receivable: 9_000 + more, reserve: 3_200 + more })
      return { ...mine, gifts, seat_price_cents: price, available: off ? 7 : 6 }
    })
  const read = async (all: readonly Standing[]) => {
    return totals(answering(all.flatMap((of, n) => rowsOf(`${n}`, of))))
  }

  test('are those of its conventions added up, and balanced only when all of them are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 4 }), async (all) => {
        const each = all.map(figuresFrom)
        const { conventions, seat_price_cents, ledger_balanced, imbalances, ...sums } = await read(all)
        expect(conventions).toBe(all.length)
        for (const [name, total] of Object.entries(sums)) {
          const parts = each.map((figures) => figures[name as keyof typeof sums])
          expect([name, total]).toEqual([name, parts.reduce((before, part) => before + part, 0)])
        }
        expect(ledger_balanced).toBe(each.every((figures) => figures.ledger_balanced))
        expect(imbalances).toEqual(each.flatMap((figures) => figures.imbalances))
        const prices = new Set(each.map((figures) => figures.seat_price_cents))
        expect(seat_price_cents).toBe(prices.size === 1 ? [...prices][0] : null)
      }),
    )
  })
})
