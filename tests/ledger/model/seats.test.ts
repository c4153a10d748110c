import { describe, expect, test } from 'vitest'
import {
  closeEvening,
  giveBack,
  issue,
  release,
  seatsLeft,
  settleReturn,
  type Version,
} from '../../../src/ledger/model/index.ts'
import {
  HOUR,
  EVENING,
  opened,
  done,
  refused,
  give,
  ask,
  booked,
  ticketed,
  balances,
  credits,
  states,
  of,
} from './books.ts'

describe('tickets', () => {
  const held = (change: Partial<Version> = {}) => ask(give(opened(change), 'A', 1_600), 'R', 2)

  test('make the price due to the structure, when that was agreed so', () => {
    const books = ticketed(held(), 'R')
    expect(balances(books)).toEqual({ receivable: 1_600, due_to_structure: 1_600, minted: 2, issued: 2 })
    expect(books.seats[0]).toMatchObject({ state: 'issued', due_cents: 800, due_by_ticket_cents: 800 })
    expect([of(books, 'R').state, credits(books)]).toEqual([
      'issued',
      [
        [1, 'spent', 'R1'],
        [2, 'spent', 'R2'],
      ],
    ])
  })

  test('spend the credits behind their seats, and no other', () => {
    const books = ticketed(ask(give(opened(), 'A', 2_400), 'R', 1), 'R')
    expect(credits(books).map(([, state]) => state)).toEqual(['spent', 'available', 'available'])
  })

  test('come later for a seat that was on its way back, when the venue keeps it', () => {
    const going = done(giveBack(booked(held(), 'R'), 'R', new Set(['R1']), 0))
    const one = done(issue(going, 'R', [1], 0))
    expect(states(one)).toEqual({ R1: 'returning', R2: 'issued' })
    const kept = settleReturn(one, 'R', new Set(['R1']), 'refused')
    expect(states(kept)).toEqual({ R1: 'held', R2: 'issued' })
    expect(states(done(issue(kept, 'R', [0, 1], 0)))).toEqual({ R1: 'issued', R2: 'issued' })
  })

  test('make nothing due where only a seat that is used is', () => {
    const books = ticketed(held({ due_on: 'used' }), 'R')
    expect(balances(books)).toEqual({ receivable: 1_600, reserve: 1_600, minted: 2, issued: 2 })
    expect(books.seats[0]).toMatchObject({ due_cents: 0, due_by_ticket_cents: 0 })
  })

  test('have to be there for every seat, and are of no use before the booking', () => {
    expect(refused(issue(booked(held(), 'R'), 'R', [1], 0))).toBe('tickets_missing')
    expect(done(issue(held(), 'R', [0, 1], 0))).toEqual(held())
    const all = ticketed(held(), 'R')
    expect(done(issue(all, 'R', [], 0))).toBe(all)
  })

  test('that come after the evening was closed find their seats unused', () => {
    const late = booked(held(), 'R')
    const closed = done(closeEvening(late, 'E', EVENING, EVENING + HOUR))
    expect(balances(done(issue(closed, 'R', [0, 1], EVENING)))).toMatchObject({ unused: 2 })
  })
})

describe('seats that go back', () => {
  const issued = ticketed(ask(give(opened(), 'A', 2_400), 'R', 3), 'R')
  const R1 = new Set(['R1'])

  test('are on their way until the venue has taken them; then credit and price return', () => {
    const going = done(giveBack(issued, 'R', R1, 0))
    expect(states(going)).toEqual({ R1: 'returning', R2: 'issued', R3: 'issued' })
    expect(balances(going)).toEqual(balances(issued))
    const back = settleReturn(going, 'R', R1, 'cancelled')
    expect([states(back)['R1'], of(back, 'R').state, seatsLeft(back, 'E')]).toEqual(['returned', 'issued', 4])
    expect(balances(back)).toEqual({
      receivable: 2_400,
      reserve: 800,
      due_to_structure: 1_600,
      minted: 3,
      available: 1,
      issued: 2,
    })
    expect(back.seats[0]?.due_cents).toBe(0)
    const rest = settleReturn(done(giveBack(back, 'R', null, 0)), 'R', new Set(['R2', 'R3']), 'cancelled')
    expect([of(rest, 'R').state, balances(rest)]).toEqual([
      'returned',
      { receivable: 2_400, reserve: 2_400, minted: 3, available: 3 },
    ])
  })

  test('stay what they were when the venue keeps them, and others are not touched', () => {
    const going = done(giveBack(issued, 'R', null, 0))
    const kept = settleReturn(going, 'R', R1, 'refused')
    expect(states(kept)).toEqual({ R1: 'issued', R2: 'returning', R3: 'returning' })
    const before = booked(ask(give(opened(), 'A', 800), 'R', 1), 'R')
    expect(states(settleReturn(done(giveBack(before, 'R', null, 0)), 'R', R1, 'refused'))).toEqual({
      R1: 'held',
    })
    expect(settleReturn(issued, 'R', R1, 'cancelled')).toEqual(issued)
  })

  test('may go back before their tickets came', () => {
    const before = booked(ask(give(opened(), 'A', 800), 'R', 1), 'R')
    const back = settleReturn(done(giveBack(before, 'R', null, 0)), 'R', R1, 'cancelled')
    expect(balances(back)).toEqual({ receivable: 800, reserve: 800, minted: 1, available: 1 })
  })

  test.each([
    ['booking_under_way', () => giveBack(ask(give(opened(), 'A', 800), 'R', 1), 'R', null, 0)],
    ['too_late_to_give_back', () => giveBack(issued, 'R', null, EVENING)],
    ['nothing_to_give_back', () => giveBack(issued, 'R', new Set(['other']), 0)],
    ['nothing_to_give_back', () => giveBack(done(giveBack(issued, 'R', null, 0)), 'R', null, EVENING - 1)],
    [
      'nothing_to_give_back',
      () => giveBack(done(release(ask(give(opened(), 'A', 800), 'R', 1), 'R')), 'R', null, 0),
    ],
  ])('are refused: %s', (code, going) => {
    expect(refused(going())).toBe(code)
  })

  test('that the venue keeps after the evening was closed are unused', () => {
    const going = done(giveBack(issued, 'R', R1, 0))
    const closed = done(closeEvening(going, 'E', EVENING, EVENING + HOUR))
    expect(states(closed)).toEqual({ R1: 'returning', R2: 'unused', R3: 'unused' })
    expect(balances(settleReturn(closed, 'R', R1, 'refused'))).toMatchObject({ unused: 3 })
  })
})
