import { describe, expect, test } from 'vitest'
import {
  closeEvening,
  giveBack,
  issue,
  recordLost as record,
  recordScans,
  release,
  settleReturn,
  syncEvening,
  type Books,
  type Told,
} from '../../../src/ledger/model/index.ts'
import {
  andAnother,
  ask,
  balances,
  booked,
  done,
  EVENING,
  give,
  HOUR,
  of,
  opened,
  states,
  ticketed,
} from './books.ts'

describe('a seat that the venue cancels by itself', () => {
  const FINAL = EVENING + 100 * HOUR
  const asked = ask(give(opened(), 'A', 2_400), 'R', 3)
  const issued = ticketed(asked, 'R')
  const told = (position: number, valid = false, reservation = 'R') => ({ reservation, position, valid })
  const recordLost = (books: Books, seats: readonly Told[], at = EVENING) => record(books, seats, at)
  const lose = (books: Books, ...positions: number[]) =>
    recordLost(
      books,
      positions.map((position) => told(position)),
    )
  const over = (books: Books) => done(closeEvening(books, 'E', EVENING, FINAL))
  const lost = ({ seats }: Books) => seats.filter((seat) => seat.lost).map(({ id }) => id)

  test('stays promised until the evening, and is as before when the venue takes it back', () => {
    const without = lose(issued, 1)
    expect([lost(without), states(without)]).toEqual([['R2'], states(issued)])
    expect(balances(without)).toEqual(balances(issued))
    expect(lose(without, 1)).toEqual(without)
    expect(recordLost(without, [told(1, true)])).toEqual(issued)
  })

  test('is meant by its order and its position in that; told twice, it is valid only if both say so', () => {
    const others = [told(9), told(1, false, 'S'), told(0, true)]
    for (const books of [issued, lose(issued, 1)]) expect(recordLost(books, others)).toEqual(books)
    for (const twice of [
      [told(1), told(1, true)],
      [told(1, true), told(1)],
    ])
      expect(lost(recordLost(issued, twice))).toEqual(['R2'])
  })

  test('is given back with the evening: its credit is free, and nothing is due for it', () => {
    const outcome = closeEvening(lose(issued, 1), 'E', EVENING, FINAL)
    expect(outcome).toMatchObject({ answer: { used: 0, unused: 2 } })
    const closed = done(outcome)
    expect(states(closed)).toEqual({ R1: 'unused', R2: 'returned', R3: 'unused' })
    expect(balances(closed)).toMatchObject({ available: 1, unused: 2, due_to_structure: 1_600, reserve: 800 })
    expect([balances(closed)['issued'], of(closed, 'R').state]).toEqual([undefined, 'issued'])
    // and told only afterwards, at once
    const after = lose(over(issued), 1)
    expect([states(after), balances(after)]).toEqual([states(closed), balances(closed)])
    expect(of(over(lose(issued, 0, 1, 2)), 'R').state).toBe('returned')
  })

  test('only afterwards is lost as long as the evening is not final, if it had its ticket', () => {
    const closed = over(issued)
    expect(states(recordLost(closed, [told(1)], FINAL - 1))).toMatchObject({ R1: 'unused', R2: 'returned' })
    expect(recordLost(closed, [told(1)], FINAL)).toEqual(closed)
    const waiting = over(booked(asked, 'R'))
    expect(states(recordLost(waiting, [told(1)], FINAL))).toEqual({ R1: 'held', R2: 'returned', R3: 'held' })
  })

  test('of an evening that was called off goes back at once', () => {
    const off = (books: Books) => syncEvening(books, 'E', { starts_at: EVENING, cancelled: true }, 0)
    const all = new Set(['R1', 'R2', 'R3'])
    const kept = settleReturn(off(issued), 'R', all, 'refused')
    expect(states(lose(kept, 1))).toEqual({ R1: 'issued', R2: 'returned', R3: 'issued' })
    const before = settleReturn(off(lose(issued, 1)), 'R', all, 'refused')
    expect(states(before)).toEqual({ R1: 'issued', R2: 'returned', R3: 'issued' })
  })

  test('of another evening, which is not over, waits for that', () => {
    const both = ticketed(andAnother(ticketed(ask(give(opened(), 'A', 2_400), 'R', 2), 'R')), 'S')
    const without = recordLost(over(both), [told(0, false, 'S'), told(0)])
    expect(states(without)).toEqual({ R1: 'returned', R2: 'unused', S1: 'issued' })
    expect(lost(without)).toContain('S1')
    expect(states(over(recordLost(both, [told(0, false, 'S')])))).toMatchObject({ S1: 'issued' })
  })

  test('is none that someone sat on, or that is on its way back', () => {
    const seen = recordScans(issued, [{ reservation: 'R', position: 1, came: true }], EVENING)
    expect(lose(seen, 1)).toEqual(seen)
    const came = recordScans(lose(issued, 1), [{ reservation: 'R', position: 1, came: true }], EVENING)
    expect(states(over(came))).toEqual({ R1: 'unused', R2: 'used', R3: 'unused' })
    expect(lost(came)).toEqual([])
    const undone = recordScans(over(came), [{ reservation: 'R', position: 1, came: false }], EVENING)
    expect(states(lose(undone, 1))).toMatchObject({ R2: 'returned' })
    const going = done(giveBack(issued, 'R', new Set(['R2']), 0))
    expect(lose(going, 1)).toEqual(going)
  })

  test('is given back in the end when the venue refused to take it back', () => {
    const going = over(done(giveBack(lose(issued, 1, 2), 'R', new Set(['R2']), 0)))
    expect(states(going)).toEqual({ R1: 'unused', R2: 'returning', R3: 'returned' })
    const kept = settleReturn(going, 'R', new Set(['R2']), 'refused')
    expect(states(kept)).toEqual({ R1: 'unused', R2: 'returned', R3: 'returned' })
  })

  test('gets no ticket and wants none; the relay may still give all of them back', () => {
    const without = lose(booked(asked, 'R'), 1)
    expect(lost(without)).toEqual(['R2'])
    const some = done(issue(without, 'R', [0, 2], 0))
    expect(states(some)).toEqual({ R1: 'issued', R2: 'held', R3: 'issued' })
    expect(balances(over(some))).toMatchObject({ available: 1, unused: 2, due_to_structure: 1_600 })
    expect(new Set(Object.values(states(done(giveBack(some, 'R', null, 0)))))).toEqual(new Set(['returning']))
    const none = lose(booked(asked, 'R'), 0, 1, 2)
    expect(done(issue(none, 'R', [], 0))).toEqual(none)
  })

  test('is none of a reservation that is not booked, or not any more', () => {
    expect(lose(asked, 0)).toEqual(asked)
    const free = done(release(asked, 'R'))
    expect(lose(free, 0)).toEqual(free)
    const back = settleReturn(
      done(giveBack(issued, 'R', null, 0)),
      'R',
      new Set(['R1', 'R2', 'R3']),
      'cancelled',
    )
    expect(lose(back, 0)).toEqual(back)
  })
})
