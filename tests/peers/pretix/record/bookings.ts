import type { Attendance, Reserved } from '../../../../adapters/contract/index.ts'
import { orderCodes } from '../../../../adapters/pretix/codes.ts'
import { SCENES } from '../../../adapters/pretix/scenes.ts'
import { cancelOrder, scanAtDoor, sell } from '../counter.ts'
import { openPartner } from '../partner.ts'
import { date } from '../season.ts'
import type { Stage } from './enabling.ts'

const HOUR_MS = 3_600_000

export async function recordBookings({ season, recorder }: Stage): Promise<void> {
  const { api, series, single, hall } = season
  let dates = 0
  const newDate = async (seats: number) => {
    dates += 1
    const at = new Date(Date.now() + 100 * 24 * HOUR_MS + dates * HOUR_MS)
    const subevent = await date(api, series.event, [series.item], at, seats)
    return { subevent, performance: `${series.event}/${subevent}` }
  }
  const quietly = () => openPartner(season, recorder.provision)
  /** Booked beforehand, off the record. */
  const book = async (performance: string, reference: string, seats: number) => {
    const reserved = (await SCENES.reserve(quietly(), { performance, reference, seats })) as Reserved
    if (reserved.outcome !== 'confirmed') throw new Error(`${reference}: ${JSON.stringify(reserved)}`)
    return {
      order: reserved.booking.order,
      positions: reserved.booking.seats.map(({ position }) => position),
    }
  }
  const allot = async (performance: string, seats: number) =>
    quietly().allot({ performance, seats, allotment: null })

  await recorder.record('allot', { ...(await newDate(10)), wishes: [4, 6, 6, 1, 0] })
  const small = await newDate(3)
  await recorder.record('allot_not_enough', { ...small, wishes: [2, 5] })
  const booked = await newDate(8)
  await allot(booked.performance, 4)
  await SCENES.reserve(quietly(), {
    performance: booked.performance,
    reference: 'allot-below',
    allotment: {},
  })
  await recorder.record('allot_below_booked', { ...booked, wishes: [0] })
  const cancelled = await newDate(5)
  await allot(cancelled.performance, 3)
  const attempt = { performance: cancelled.performance, reference: 'allot-after', allotment: {} }
  const once = (await SCENES.reserve(quietly(), attempt)) as Reserved
  if (once.outcome === 'confirmed') await cancelOrder(api, once.booking.order)
  await recorder.record('allot_after_cancelled', { ...cancelled, wishes: [0, 5] })

  const { performance } = await newDate(20)
  await recorder.record('reserve', { performance, reference: 'reserve-1', seats: 3 })
  await recorder.record('reserve_again', { performance, reference: 'reserve-1', seats: 3 })
  await recorder.record('reserve_by_another', { performance, reference: 'reserve-1' })
  await recorder.record('reserve_date_unknown', {
    performance: `${series.event}/999999`,
    reference: 'nowhere',
  })
  await recorder.record('reserve_sold_out', { ...(await newDate(1)), reference: 'sold-out-1', seats: 2 })
  const kept = await newDate(6)
  await allot(kept.performance, 2)
  await allot(kept.performance, 3)
  await recorder.record('reserve_from_allotment', { ...kept, reference: 'kept-1', seats: 3, allotment: {} })
  await recorder.record('reserve_allotment_used_up', {
    ...kept,
    reference: 'kept-2',
    seats: 1,
    allotment: {},
  })
  await api.post(`events/${hall.event}/seats/bulk_block/`, { seat_guids: ['A-1'] })
  await recorder.record('reserve_numbered_seats', { performance: hall.event, reference: 'hall-1', seats: 4 })

  const [taken] = await orderCodes('code-in-use-1')
  await api.post(`events/${single.event}/orders/`, {
    code: taken,
    status: 'p',
    payment_provider: 'manual',
    positions: [{ item: single.item }],
  })
  await recorder.record('reserve_code_in_use', {
    performance: single.event,
    reference: 'code-in-use-1',
    seats: 1,
  })

  const lost = await book(performance, 'lost-1', 2)
  await recorder.record('find_lost_answer', { reference: 'lost-1', ...lost })
  await recorder.record('find_nothing', { reference: 'never-sent-1' })
  await recorder.record('tickets', await book(performance, 'tickets-1', 2))
  const gone = await book(performance, 'tickets-2', 1)
  await cancelOrder(api, gone.order)
  await recorder.record('tickets_of_cancelled', gone)

  const three = await book(performance, 'cancel-1', 3)
  await recorder.record('cancel_seat', { ...three, positions: three.positions.slice(0, 1) })
  await recorder.record('cancel_whole', { ...three, positions: null })
  await recorder.record('cancel_twice', { ...three, positions: null })
  const foreign = await sell(api, single.event, [{ item: single.item, cents: 2_400 }])
  await recorder.record('cancel_foreign', { order: foreign.code, positions: null })

  const evening = await newDate(10)
  const guests = await book(evening.performance, 'evening-1', 3)
  await sell(api, series.event, [{ item: series.item, cents: 2_400, subevent: evening.subevent }])
  const [first = '', second = '', third = ''] = guests.positions
  const scan = async (position: string, type: 'entry' | 'exit' = 'entry') =>
    scanAtDoor(season, { list: series.list, order: guests.order, position, type })
  await scan(first)
  const again = await scan(first)
  await scan(first, 'exit')
  await scan(third, 'exit')
  await recorder.record('second_scan', {
    ...guests,
    door: { status: again.status, reason: again.body.reason ?? null },
  })
  await recorder.record('cancel_scanned', { ...guests, positions: null })
  const nonce = 'a-scan-to-be-undone'
  await scanAtDoor(season, { list: series.list, order: guests.order, position: second, nonce })
  const seen = (await recorder.record('attendance', { ...evening, ...guests })) as Attendance
  await api.post('checkinrpc/annul/', { lists: [series.list], nonce })
  await recorder.record('attendance_later', { ...evening, ...guests, cursor: seen.cursor })
}
