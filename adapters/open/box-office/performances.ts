import type { Availability } from '../wire/octo.ts'
import { all, first, run } from './database.ts'
import { change, found, type House, instant, Refused } from './house.ts'
import { record } from './journal.ts'
import { emit } from './outbox.ts'
import { localIso } from './paris.ts'
import { count } from './places.ts'

export interface PerformanceRow {
  id: string
  show_id: string
  starts_at: string
  minutes: number
  status: 'scheduled' | 'cancelled'
  numbered: 0 | 1
  price_cents: number
  title_fr: string
  title_en: string
  about_fr: string
  about_en: string
}

const SELECT = `select p.*, s.title_fr, s.title_en, s.about_fr, s.about_en
  from performances p join shows s on s.id = p.show_id`
export const allPerformances = (house: House): PerformanceRow[] =>
  all<PerformanceRow>(house.db, `${SELECT} order by p.starts_at, p.id`)
export const performanceRow = (house: House, id: string): PerformanceRow =>
  found(first<PerformanceRow>(house.db, `${SELECT} where p.id = ?`, id), 'This performance')

export interface Announcement {
  id: string
  show_id: string
  starts_at: string
  minutes: number
  price_cents: number
  /** how many places in each row; one row without numbers when it is free seating */
  rows: number[]
  numbered: boolean
}

/** Announces a performance, with a row for every place. Call it within a change. */
export function announce(house: House, performance: Announcement): void {
  const { id, show_id, starts_at, minutes, price_cents, rows, numbered } = performance
  run(
    house.db,
    'insert into performances (id, show_id, starts_at, minutes, numbered, price_cents) values (?, ?, ?, ?, ?, ?)',
    id,
    show_id,
    starts_at,
    minutes,
    numbered ? 1 : 0,
    price_cents,
  )
  let place = 0
  for (const [row, places] of rows.entries()) {
    const line = String.fromCharCode(65 + row)
    for (let number = 1; number <= places; number += 1) {
      place += 1
      run(
        house.db,
        'insert into places (performance_id, place, line, seat) values (?, ?, ?, ?)',
        id,
        place,
        line,
        numbered ? `${line}${number}` : null,
      )
    }
  }
  tell(house, id)
}

/** The venue moves a performance: every ticket stays valid for it. */
export function move(house: House, id: string, starts_at: string): void {
  change(house, () => {
    if (performanceRow(house, id).status === 'cancelled') {
      throw new Refused(409, 'ALREADY_CANCELLED', 'This performance is cancelled and can not be moved.')
    }
    run(house.db, 'update performances set starts_at = ? where id = ?', starts_at, id)
    tell(house, id)
  })
}

/** The venue cancels a performance; what becomes of each order is then decided, order by order. */
export function cancelPerformance(house: House, id: string): void {
  change(house, () => {
    if (performanceRow(house, id).status === 'cancelled') {
      throw new Refused(409, 'ALREADY_CANCELLED', 'This performance is already cancelled.')
    }
    run(house.db, "update performances set status = 'cancelled' where id = ?", id)
    tell(house, id)
  })
}

function tell(house: House, id: string): void {
  record(house.db, { at: instant(house), kind: 'performance', performance_id: id })
  emit(house, 'performance.updated', { availabilityId: id })
}

/** A performance in OCTO's words. */
export function availabilityOf(house: House, one: PerformanceRow): Availability {
  const { free, capacity } = count(house.db, one.id)
  const cancelled = one.status === 'cancelled'
  const ends_at = new Date(Date.parse(one.starts_at) + one.minutes * 60_000).toISOString()
  const few = free * 10 < capacity
  return {
    id: one.id,
    localDateTimeStart: localIso(one.starts_at),
    localDateTimeEnd: localIso(ends_at),
    utcCutoffAt: one.starts_at,
    allDay: false,
    available: !cancelled && free > 0,
    status: cancelled ? 'CLOSED' : free === 0 ? 'SOLD_OUT' : few ? 'LIMITED' : 'AVAILABLE',
    vacancies: cancelled ? 0 : free,
    capacity,
    maxUnits: null,
    openingHours: [],
    acsStatus: cancelled ? 'CANCELLED' : 'SCHEDULED',
  }
}
