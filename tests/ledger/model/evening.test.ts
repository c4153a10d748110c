import { describe, expect, test } from 'vitest'
import {
  closeEvening,
  giveBack,
  recordScans,
  release,
  reserve,
  settleReturn,
  syncEvening,
  type Version,
} from '../../../src/ledger/model/index.ts'
import {
  HOUR,
  EVENING,
  andAnother,
  opened,
  done,
  refused,
  give,
  wish,
  ask,
  booked,
  ticketed,
  balances,
  states,
} from './books.ts'

describe('the evening', () => {
  const FINAL = EVENING + 100 * HOUR
  const at_the_door = (change: Partial<Version> = {}) =>
    ticketed(ask(give(opened(change), 'A', 2_400), 'R', 3), 'R')
  const scan = (position: number, came = true) => ({ reservation: 'R', position, came })

  test('counts who came and who did not; the seats are told once', () => {
    const seen = recordScans(at_the_door(), [scan(0)], EVENING)
    const outcome = closeEvening(seen, 'E', EVENING, FINAL)
    expect(outcome).toMatchObject({ answer: { used: 1, unused: 2 } })
    const closed = done(outcome)
    expect(balances(closed)).toMatchObject({ used: 1, unused: 2 })
    expect(closed.invitations.get('E')).toMatchObject({ open: false, closed_at: EVENING, final_at: FINAL })
    expect(closeEvening(closed, 'E', EVENING + 1, FINAL + 1)).toEqual({
      books: closed,
      answer: { used: 1, unused: 2 },
    })
    expect(refused(reserve(closed, wish('S', 1), 0))).toBe('invitation_not_open')
  })

  test('ends for those who had a seat for it, and for nobody else', () => {
    const both = ticketed(andAnother(ticketed(ask(give(opened(), 'A', 2_400), 'R', 2), 'R')), 'S')
    const seen = recordScans(both, [scan(0), { reservation: 'S', position: 0, came: true }], EVENING)
    expect(states(seen)).toEqual({ R1: 'used', R2: 'issued', S1: 'used' })
    const outcome = closeEvening(both, 'E', EVENING, FINAL)
    expect(outcome).toMatchObject({ answer: { used: 0, unused: 2 } })
    expect(states(done(outcome))).toEqual({ R1: 'unused', R2: 'unused', S1: 'issued' })
    expect(closeEvening(seen, 'E', EVENING, FINAL)).toMatchObject({ answer: { used: 1, unused: 1 } })
  })

  test('is not closed before it began, nor when it was cancelled', () => {
    const books = at_the_door()
    expect(refused(closeEvening(books, 'E', EVENING - 1, FINAL))).toBe('evening_not_over')
    const off = syncEvening(books, 'E', { starts_at: EVENING, cancelled: true }, 0)
    expect(refused(closeEvening(off, 'E', EVENING, FINAL))).toBe('performance_cancelled')
  })

  test('of one seat the last word of the door counts', () => {
    const books = at_the_door()
    expect(states(recordScans(books, [scan(0), scan(0, false)], EVENING))).toMatchObject({ R1: 'issued' })
    expect(states(recordScans(books, [scan(1, false), scan(1)], EVENING))).toMatchObject({ R2: 'used' })
    expect(recordScans(books, [{ ...scan(0), reservation: 'S' }, scan(9), scan(0, false)], EVENING)).toEqual(
      books,
    )
    expect(recordScans(books, [{ ...scan(0), reservation: 'S' }], EVENING)).toEqual(books)
    const twice = recordScans(recordScans(books, [scan(0)], EVENING), [scan(0)], EVENING)
    expect(balances(twice)).toMatchObject({ used: 1, issued: 2 })
  })

  test('a late scan corrects, a scan that was undone is undone, until the evening is final', () => {
    const closed = done(closeEvening(at_the_door(), 'E', EVENING, FINAL))
    const came = recordScans(closed, [scan(0)], FINAL - 1)
    expect(balances(came)).toMatchObject({ used: 1, unused: 2 })
    expect(balances(recordScans(came, [scan(0, false)], FINAL - 1))).toEqual(balances(closed))
    expect(recordScans(closed, [scan(0)], FINAL)).toEqual(closed)
  })

  test('makes what is due only for a seat that is used due by its scan, and takes that back with it', () => {
    const books = at_the_door({ due_on: 'used' })
    const came = recordScans(books, [scan(0)], EVENING)
    expect(balances(came)).toMatchObject({ due_to_structure: 800, reserve: 1_600 })
    expect(came.seats[0]).toMatchObject({ due_cents: 800, due_by_ticket_cents: 0 })
    expect(balances(recordScans(came, [scan(0, false)], EVENING))).toMatchObject({
      reserve: 2_400,
      issued: 3,
    })
    const agreed = recordScans(recordScans(at_the_door(), [scan(0)], EVENING), [scan(0, false)], EVENING)
    expect(agreed.seats[0]).toMatchObject({ state: 'issued', due_cents: 800 })
  })

  test('lets in whoever has a ticket, also for a seat that was on its way back; nobody without', () => {
    const going = done(giveBack(at_the_door(), 'R', null, 0))
    expect(states(recordScans(going, [scan(2)], EVENING))).toMatchObject({ R3: 'used' })
    const unticketed = booked(ask(give(opened(), 'A', 800), 'R', 1), 'R')
    expect(recordScans(unticketed, [scan(0)], EVENING)).toEqual(unticketed)
    const leaving = done(giveBack(unticketed, 'R', null, 0))
    expect(recordScans(leaving, [scan(0)], EVENING)).toEqual(leaving)
    const back = settleReturn(going, 'R', new Set(['R1']), 'cancelled')
    expect(states(recordScans(back, [scan(0)], EVENING))).toMatchObject({ R1: 'returned' })
  })

  test('that the venue calls off sends back every seat that it has booked', () => {
    const both = ask(at_the_door(), 'S', 0)
    const held = ask(give(both, 'B', 1_600), 'T', 1)
    const also = booked(ask(held, 'U', 1), 'U')
    const off = syncEvening(also, 'E', { starts_at: EVENING, cancelled: true }, 0)
    expect(states(off)).toEqual({
      R1: 'returning',
      R2: 'returning',
      R3: 'returning',
      T1: 'held',
      U1: 'returning',
    })
    expect(off.invitations.get('E')).toMatchObject({ cancelled: true, open: false })
    expect(states(syncEvening(off, 'E', { starts_at: EVENING, cancelled: true }, 0))).toEqual(states(off))
    const kept = settleReturn(off, 'R', new Set(['R1']), 'refused')
    expect(states(syncEvening(kept, 'E', { starts_at: EVENING, cancelled: true }, 0))).toEqual(states(kept))
    expect(done(release(off, 'T')).reservations.get('T')?.state).toBe('released')
  })

  test('that was closed opens again when it is moved to come, or called off, before it is final', () => {
    const closed = done(closeEvening(recordScans(at_the_door(), [scan(0)], EVENING), 'E', EVENING, FINAL))
    const sync = (starts_at: number, cancelled: boolean, at: number) =>
      syncEvening(closed, 'E', { starts_at, cancelled }, at)
    const moved = sync(EVENING + 50 * HOUR, false, EVENING + 1)
    expect(states(moved)).toEqual({ R1: 'used', R2: 'issued', R3: 'issued' })
    expect(moved.invitations.get('E')).toEqual({
      seats: 6,
      open: true,
      cancelled: false,
      starts_at: EVENING + 50 * HOUR,
      closed_at: null,
      final_at: null,
    })
    expect(balances(moved)).toMatchObject({ used: 1, issued: 2 })
    expect(states(sync(EVENING, true, EVENING + 1))).toEqual({ R1: 'used', R2: 'returning', R3: 'returning' })
    for (const same of [
      sync(EVENING, false, EVENING + 1),
      sync(EVENING - 1, false, EVENING + 1),
      sync(FINAL + 1, false, FINAL),
    ]) {
      expect(states(same)).toEqual(states(closed))
    }
    expect(sync(FINAL + 1, false, FINAL).invitations.get('E')?.starts_at).toBe(FINAL + 1)
    expect(states(sync(EVENING + HOUR, false, EVENING + HOUR))).toEqual(states(closed))
  })
})
