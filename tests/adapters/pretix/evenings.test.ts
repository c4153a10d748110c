import { describe, expect, it } from 'vitest'
import { PartnerRejects, type Json } from '../../../adapters/contract/index.ts'
import { attendance } from '../../../adapters/pretix/attendance.ts'
import { cancel } from '../../../adapters/pretix/cancel.ts'
import { invitation, NOW, type Played, played, type Position, position, scan, wire } from './played.ts'

const EVENING = '2026-12-10T18:25:00.000Z'
const seat = (id: number, change: Position = {}) => position({ id, positionid: id, ...change })
const came = (id: number) => seat(id, { checkins: [scan(EVENING)] })

describe('who came', () => {
  const look = async (orders: object[], cursor: Json = null, performance = 'les-vagues') => {
    const { line, calls } = played({ lists: () => orders })
    return { ...(await attendance(line, performance, cursor)), calls }
  }

  it('is told of each seat, and kept in mind', async () => {
    const { scans, cursor } = await look([invitation({ positions: [came(1), seat(2)] })])
    expect(scans).toEqual([{ order: 'ABCD3', position: '1', scanned_at: EVENING }])
    expect(cursor).toEqual({ since: '2026-11-23T11:58:00.000Z', scanned: { 1: 'ABCD3' } })
    expect(NOW).toBe('2026-11-23T12:00:00.000Z')
  })

  it('is untold when a scan is undone, once', async () => {
    const since = '2026-12-10T20:00:00.000Z'
    const orders = [invitation({ positions: [seat(1), seat(2)] })]
    const first = await look(orders, { since, scanned: { 1: 'ABCD3', 7: 'OTHER' } })
    expect(first.scans).toEqual([{ order: 'ABCD3', position: '1', scanned_at: null }])
    expect(first.cursor).toMatchObject({ scanned: { 7: 'OTHER' } })
    expect((await look(orders, first.cursor)).scans).toEqual([])
  })

  it('is asked for since the last look, of this evening alone', async () => {
    const since = '2026-12-10T20:00:00.000Z'
    const later = await look([], { since, scanned: {} }, 'la-mouette/12')
    expect(later.calls).toMatchObject([
      { path: 'events/la-mouette/orders/', query: { subevent: 12, modified_since: since } },
    ])
    const { calls } = await look([], 'no cursor of ours')
    expect(calls).toHaveLength(1)
    expect(calls[0]?.path).toBe('events/les-vagues/orders/')
    expect(Object.keys(calls[0]!.query)).not.toContain('modified_since')
    expect(Object.keys(calls[0]!.query)).not.toContain('subevent')
  })

  it('is not asked for what is no performance', async () => {
    await expect(look([], null, '../events')).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('../events'),
    })
    await expect(look([], null, '')).rejects.toBeInstanceOf(PartnerRejects)
  })
})

describe('seats that go back', () => {
  const ask = async (
    order: object | null,
    positions: string[] | null,
    writes: Played['writes'] = () => ({ made: {} }),
  ) => {
    const { line, calls } = played({ finds: () => order, writes })
    const outcome = await cancel(line, { order: 'ABCD3', positions })
    return {
      outcome,
      writes: calls.filter(({ sent }) => sent !== undefined).map(({ path, sent }) => [path, sent]),
    }
  }
  const three = invitation({ positions: [seat(1), seat(2), seat(3)] })
  const WHOLE = [['events/les-vagues/orders/ABCD3/mark_canceled/?include=code', { send_email: false }]]

  it('all of them: with their order, and no mail to anyone', async () => {
    expect(await ask(three, null)).toEqual({ outcome: { outcome: 'cancelled' }, writes: WHOLE })
    expect(await ask(three, ['1', '2', '3'])).toEqual({ outcome: { outcome: 'cancelled' }, writes: WHOLE })
  })

  it('some of them: these lines alone', async () => {
    const { outcome, writes } = await ask(three, ['1', '3'])
    expect(outcome).toEqual({ outcome: 'cancelled' })
    expect(writes).toEqual([
      [
        'events/les-vagues/orders/ABCD3/change/?include=code',
        { send_email: false, cancel_positions: [{ position: 1 }, { position: 3 }] },
      ],
    ])
  })

  it('the last that was left: with its order', async () => {
    const last = invitation({ positions: [seat(1, { canceled: true }), seat(2)] })
    expect(await ask(last, ['2'])).toEqual({ outcome: { outcome: 'cancelled' }, writes: WHOLE })
  })

  it('that went back already: nothing is done', async () => {
    const gone = invitation({ positions: [seat(1, { canceled: true }), seat(2)] })
    expect(await ask(gone, ['1'])).toEqual({ outcome: { outcome: 'already_cancelled' }, writes: [] })
    expect(await ask(invitation({ status: 'c' }), null)).toEqual({
      outcome: { outcome: 'already_cancelled' },
      writes: [],
    })
  })

  it('but no guest who came in is sent out again', async () => {
    const { outcome, writes } = await ask(invitation({ positions: [came(1), seat(2), came(3)] }), null)
    expect([outcome, writes]).toEqual([{ outcome: 'refused', reason: expect.stringContaining('1, 3') }, []])
    const other = await ask(invitation({ positions: [came(1), seat(2)] }), ['2'])
    expect(other.outcome).toEqual({ outcome: 'cancelled' })
  })

  it.each([
    ['an order that is not there', null],
    ['an order of someone else', wire()],
  ])('not from %s', async (_, found) => {
    const { outcome, writes } = await ask(found, null)
    expect([outcome, writes]).toEqual([{ outcome: 'refused', reason: expect.stringContaining('ABCD3') }, []])
  })

  it('not when the order has no such seat', async () => {
    const { outcome, writes } = await ask(three, ['1', '8', '9'])
    expect([outcome, writes]).toEqual([{ outcome: 'refused', reason: expect.stringContaining('8, 9') }, []])
  })

  it('not when pretix refuses, whose words are passed on', async () => {
    const { outcome } = await ask(three, null, () => ({
      refusal: { detail: 'not allowed', more: 'x'.repeat(600) },
    }))
    expect(outcome).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^pretix refused: \{"detail":"not allowed","more":"x+$/),
    })
    expect(JSON.stringify(outcome).length).toBeLessThan(600)
  })
})
