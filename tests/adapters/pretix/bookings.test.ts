import { describe, expect, it } from 'vitest'
import type { Allotted, Attendance, OrderState, Reserved, Tickets } from '../../../adapters/contract/index.ts'
import { orderCodes } from '../../../adapters/pretix/codes.ts'
import { replay } from './replay.ts'
import type { SceneName } from './scenes.ts'

const outcome = async (scene: SceneName) => (await replay(scene)).answer as Reserved
/** The lines of the one order that was sent to pretix. */
async function sentLines(scene: SceneName): Promise<{ voucher?: string; seat?: string }[]> {
  const { exchanges } = await replay(scene)
  const orders = exchanges.filter(({ method, path }) => method === 'POST' && path.includes('/orders/'))
  expect(orders).toHaveLength(1)
  return Reflect.get(Object(orders[0]?.sent), 'positions') as { voucher?: string; seat?: string }[]
}

describe('an invitation in pretix', () => {
  it('is an order at 0 € under a code of our own, with our ids inside and nobody’s name', async () => {
    const { answer, exchanges } = await replay('reserve')
    const [code] = await orderCodes('reserve-1')
    expect(answer).toMatchObject({
      outcome: 'confirmed',
      booking: { order: code, reference: 'reserve-1', reservation_id: 'reservation of reserve-1' },
    })
    expect(exchanges.find(({ method }) => method === 'POST')?.sent).toEqual({
      code,
      status: 'p',
      payment_provider: 'free',
      send_email: false,
      api_meta: { fauteuil: { reference: 'reserve-1', reservation_id: 'reservation of reserve-1' } },
      positions: Array.from({ length: 3 }, () => ({
        item: expect.any(Number),
        variation: null,
        price: '0.00',
        subevent: expect.any(Number),
      })),
    })
  })

  it('is booked once, however often it is asked for', async () => {
    const [first, again] = [await outcome('reserve'), await outcome('reserve_again')]
    expect(again).toEqual(first)
    expect(await outcome('reserve_by_another')).toMatchObject({ outcome: 'rejected' })
  })

  it('takes its seats from those kept aside, however many vouchers keep them', async () => {
    const positions = await sentLines('reserve_from_allotment')
    expect(positions).toHaveLength(3)
    expect(new Set(positions.map(({ voucher }) => voucher)).size).toBe(2)
    expect(await outcome('reserve_allotment_used_up')).toEqual({ outcome: 'sold_out' })
  })

  it('has numbered seats side by side, and none that the venue blocks', async () => {
    const seats = (await sentLines('reserve_numbered_seats')).map(({ seat }) => seat)
    expect(seats).toEqual(['A-2', 'A-3', 'A-4', 'A-5'])
    expect(await outcome('reserve_numbered_seats')).toMatchObject({ outcome: 'confirmed' })
  })

  it('is answered sold out as a value', async () => {
    expect(await outcome('reserve_sold_out')).toEqual({ outcome: 'sold_out' })
  })

  it('takes its next code when someone else has the first', async () => {
    const [, second] = await orderCodes('code-in-use-1')
    expect(await outcome('reserve_code_in_use')).toMatchObject({
      outcome: 'confirmed',
      booking: { order: second },
    })
  })

  it('is refused for a date that pretix does not have', async () => {
    expect(await outcome('reserve_date_unknown')).toMatchObject({ outcome: 'rejected' })
  })

  it('is found when the answer was lost, and not when there was no write', async () => {
    const { answer, given } = await replay('find_lost_answer')
    expect(answer).toMatchObject({ order: given['order'], reference: 'lost-1' })
    expect((await replay('find_nothing')).answer).toBe(null)
  })
})

describe('seats kept aside in pretix', () => {
  it('grow by a new voucher, shrink, and are given back', async () => {
    const { answer, exchanges } = await replay('allot')
    expect((answer as Allotted[]).map((one) => one.outcome === 'allotted' && one.seats)).toEqual([
      4, 6, 6, 1, 0,
    ])
    const made = exchanges.filter(({ method }) => method === 'POST').map(({ sent }) => sent)
    expect(made).toMatchObject([
      { max_usages: 4, block_quota: true },
      { max_usages: 2, block_quota: true },
    ])
  })

  it('are not more than the house has', async () => {
    expect((await replay('allot_not_enough')).answer).toMatchObject([
      { outcome: 'allotted', seats: 2 },
      { outcome: 'not_enough_seats', seats_free: 1 },
    ])
  })

  it('go back whole when what was booked from them is cancelled, and can be kept aside again', async () => {
    const { answer, exchanges } = await replay('allot_after_cancelled')
    expect(answer).toMatchObject([
      { outcome: 'allotted', seats: 0, allotment: { vouchers: [] } },
      { outcome: 'allotted', seats: 5 },
    ])
    // pretix neither deletes a voucher that an order was made with, nor takes it down to no usage at all.
    expect(
      exchanges.filter(({ method }) => method !== 'GET').map(({ method, status }) => [method, status]),
    ).toEqual([
      ['DELETE', 403],
      ['PATCH', 200],
      ['POST', 201],
    ])
  })

  it('never take back what is booked', async () => {
    expect((await replay('allot_below_booked')).answer).toMatchObject([{ outcome: 'allotted', seats: 2 }])
  })
})

describe('tickets of pretix', () => {
  it('are not ready (409), then a PDF for each seat', async () => {
    const { answer, given, exchanges } = await replay('tickets')
    const [first, then] = answer as [Tickets, Tickets]
    expect(first).toEqual({ outcome: 'not_ready', retry_after_ms: 3_000 })
    expect(exchanges.filter(({ status }) => status === 409)).toHaveLength(2)
    if (then.outcome !== 'ready') throw new Error('the tickets were not ready')
    expect(then.files.map(({ position }) => position)).toEqual(given['positions'])
    for (const { media_type, bytes } of then.files) {
      expect(media_type).toBe('application/pdf')
      expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-')
    }
  })

  it('are none for what was cancelled', async () => {
    expect((await replay('tickets_of_cancelled')).answer).toEqual({ outcome: 'ready', files: [] })
  })
})

describe('taking back an invitation in pretix', () => {
  it('takes a seat, then the whole, then says that it is done', async () => {
    const seat = await replay('cancel_seat')
    expect(seat.answer).toEqual({ outcome: 'cancelled' })
    expect(seat.exchanges.at(-1)?.path).toContain('/change/')
    const whole = await replay('cancel_whole')
    expect(whole.answer).toEqual({ outcome: 'cancelled' })
    expect(whole.exchanges.at(-1)?.path).toContain('/mark_canceled/')
    expect((await replay('cancel_twice')).answer).toEqual({ outcome: 'already_cancelled' })
  })

  it('refuses what is not ours, and a seat whose guest came', async () => {
    expect((await replay('cancel_foreign')).answer).toMatchObject({ outcome: 'refused' })
    expect((await replay('cancel_scanned')).answer).toMatchObject({ outcome: 'refused' })
  })
})

describe('the door of pretix', () => {
  it('refuses a second scan (400), and the first stays, whoever left meanwhile', async () => {
    const { answer, given } = await replay('second_scan')
    expect(given['door']).toEqual({ status: 400, reason: 'already_redeemed' })
    const scanned = (answer as OrderState).booking?.seats.map(({ scanned_at }) => scanned_at !== null)
    expect(scanned).toEqual([true, false, false])
  })

  it('tells who came, and a scan that was undone', async () => {
    const { answer, given } = await replay('attendance')
    const { scans, cursor } = answer as Attendance
    const [first, second] = given['positions'] as string[]
    expect(scans.map(({ position, scanned_at }) => [position, typeof scanned_at])).toEqual([
      [first, 'string'],
      [second, 'string'],
    ])
    const later = await replay('attendance_later')
    expect(later.given['cursor']).toEqual(cursor)
    expect((later.answer as Attendance).scans).toContainEqual({
      order: given['order'],
      position: second,
      scanned_at: null,
    })
  })
})
