import { describe, expect, test } from 'vitest'
import {
  beginAttempt,
  endAttempt,
  release,
  reserve,
  seatsLeft,
  syncEvening,
  type Books,
  type Version,
} from '../../../src/ledger/model/index.ts'
import {
  EVENING,
  andAnother,
  opened,
  done,
  refused,
  give,
  wish,
  ask,
  booked,
  balances,
  credits,
  states,
  of,
} from './books.ts'

describe('a relay that asks for seats', () => {
  const rich = (change: Partial<Version> = {}) => give(opened(change), 'A', 6_400)

  test('gets all of them, guests first, with the credits that opened first', () => {
    const books = ask(rich(), 'R', 2, 1)
    expect(books.seats).toEqual(
      [1, 2, 3].map((n) => ({
        id: `R${n}`,
        reservation: 'R',
        credit: n,
        kind: n < 3 ? 'guest' : 'companion',
        state: 'held',
        position: null,
        due_cents: 0,
        lost: false,
        due_by_ticket_cents: 0,
      })),
    )
    expect(of(books, 'R')).toEqual({ invitation: 'E', state: 'held', attempt: 'none' })
    expect(balances(books)).toMatchObject({ available: 5, held: 3 })
    expect([seatsLeft(books, 'E'), credits(books)[2], credits(books)[3]]).toEqual([
      3,
      [3, 'held', 'R3'],
      [4, 'available', null],
    ])
  })

  test('has companions from the structure where that was agreed: they cost no credit', () => {
    const books = ask(rich({ companions: 'offered' }), 'R', 2, 1)
    expect(books.credits.at(-1)).toEqual({
      number: 9,
      price_cents: 0,
      origin: 'structure',
      state: 'held',
      seat: 'R3',
    })
    expect(balances(books)).toMatchObject({ available: 6, held: 3, minted: 9 })
  })

  test.each([
    ['not_enough_seats', (books: Books) => reserve(books, wish('R', 7), 0)],
    ['invitation_not_open', (books: Books) => reserve(books, wish('R', 1), EVENING)],
    [
      'performance_cancelled',
      (books: Books) =>
        reserve(syncEvening(books, 'E', { starts_at: EVENING, cancelled: true }, 0), wish('R', 1), 0),
    ],
    ['not_enough_credits', (books: Books) => reserve(ask(books, 'Q', 1), wish('R', 5), 0)],
  ])('is refused: %s', (code, asking) => {
    const books = code === 'not_enough_credits' ? give(opened(), 'A', 4_000) : rich()
    expect(refused(asking(books))).toBe(code)
  })

  test('may have the last seat, with the last credit, up to the last moment', () => {
    const books = give(opened(), 'A', 4_800)
    expect(balances(ask(books, 'R', 6, 0, EVENING - 1))).toMatchObject({ held: 6 })
  })

  test('lets go what was never booked, and its seats and credits are free again', () => {
    const books = ask(rich(), 'R', 2)
    const tried = endAttempt(beginAttempt(books, 'R'), 'R', 'refused')
    expect(of(tried, 'R').attempt).toBe('refused')
    const let_go = done(release(tried, 'R'))
    expect([of(let_go, 'R').state, states(let_go), seatsLeft(let_go, 'E')]).toEqual([
      'released',
      { R1: 'released', R2: 'released' },
      6,
    ])
    expect(credits(let_go).every(([, state, seat]) => state === 'available' && seat === null)).toBe(true)
    expect(balances(let_go)).toEqual(balances(rich()))
    expect(done(release(let_go, 'R'))).toEqual(let_go)
  })

  test('lets go nothing while the venue may be booking it', () => {
    const begun = beginAttempt(ask(rich(), 'R', 1), 'R')
    expect(refused(release(begun, 'R'))).toBe('outcome_unknown')
    expect(done(release(endAttempt(begun, 'R', 'absent'), 'R')).reservations.get('R')?.state).toBe('released')
  })

  test('lets go its own seats alone, and has those of its own evening', () => {
    const both = andAnother(ask(rich(), 'R', 2))
    expect([seatsLeft(both, 'E'), seatsLeft(both, 'F')]).toEqual([4, 5])
    expect(states(done(release(both, 'R')))).toEqual({ R1: 'released', R2: 'released', S1: 'held' })
  })

  test('ends the structure’s own credits when they are let go', () => {
    const let_go = done(release(ask(rich({ companions: 'offered' }), 'R', 1, 1), 'R'))
    expect(credits(let_go).at(-1)).toEqual([9, 'withdrawn', null])
    expect(balances(let_go)).toMatchObject({ available: 8, minted: 8 })
  })
})

describe('an attempt to book', () => {
  const held = ask(give(opened(), 'A', 3_200), 'R', 2, 1)

  test('is begun once, and not for what is booked, or called off', () => {
    const begun = beginAttempt(held, 'R')
    expect(of(begun, 'R').attempt).toBe('started')
    expect(beginAttempt(begun, 'R')).toBe(begun)
    const confirmed = endAttempt(begun, 'R', 'confirmed')
    expect(beginAttempt(confirmed, 'R')).toBe(confirmed)
    const let_go = done(release(held, 'R'))
    expect(beginAttempt(let_go, 'R')).toBe(let_go)
    const off = syncEvening(held, 'E', { starts_at: EVENING, cancelled: true }, 0)
    expect(beginAttempt(off, 'R')).toBe(off)
    expect(of(beginAttempt(endAttempt(begun, 'R', 'absent'), 'R'), 'R').attempt).toBe('started')
  })

  test('that is confirmed gives guests the venue’s first places', () => {
    const books = booked(held, 'R')
    expect(of(books, 'R')).toMatchObject({ state: 'booked', attempt: 'confirmed' })
    expect(books.seats.map(({ kind, position, state }) => [kind, position, state])).toEqual([
      ['guest', 0, 'held'],
      ['guest', 1, 'held'],
      ['companion', 2, 'held'],
    ])
    expect(endAttempt(books, 'R', 'refused')).toBe(books)
  })

  test('that is confirmed after the venue called the evening off goes back at once', () => {
    const off = syncEvening(beginAttempt(held, 'R'), 'E', { starts_at: EVENING, cancelled: true }, 0)
    expect(states(endAttempt(off, 'R', 'confirmed'))).toEqual({
      R1: 'returning',
      R2: 'returning',
      R3: 'returning',
    })
  })
})
