import { fromLocal } from '../../../adapters/open/box-office/paris.ts'
import type { Instant } from '../../platform/clock.ts'

const DAY = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\/(\d{1,2})\/(\d{4}))$/
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * Reads when a gift was given: `2023-09-14` or `14/09/2023`, with a time or without. A time without offset is that of
 * Paris; a day without time is its noon there, which lies on that day however a season's limits were written.
 * Null when it is no such instant.
 */
export function givenAt(text: string): Instant | null {
  const written = text.trim()
  const cut = written.search(/[T ]/)
  const day = dayOf(cut < 0 ? written : written.slice(0, cut))
  if (day === null) return null
  if (cut < 0) return new Date(hourOf(day, '12', '')).toISOString()

  const [, hour = '', minute, second = '00', fraction = '', zone = ''] =
    TIME.exec(written.slice(cut + 1)) ?? []
  if (minute === undefined || hour > '23' || minute > '59' || second > '59') return null
  const at_ms = hourOf(day, hour, zone) + Number(minute) * 60_000 + Number(second) * 1_000
  if (Number.isNaN(at_ms)) return null
  return new Date(at_ms + Number(fraction.padEnd(3, '0').slice(0, 3))).toISOString()
}

/** `2023-09-14`; null where the calendar has no such day: `Date` takes the thirtieth of February for one of March. */
const dayOf = kept((written) => {
  const [, y, m, d, dd, mm, yyyy] = DAY.exec(written) ?? []
  const day = [y ?? yyyy, (m ?? mm)?.padStart(2, '0'), (d ?? dd)?.padStart(2, '0')].join('-')
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null
})

const hourOf = (day: string, hour: string, zone: string): number => hourNamed(`${day}T${hour}:00${zone}`)
const hourNamed = kept((name) => Date.parse(name.length > 16 ? name : (fromLocal(name) ?? '')))

/** Few days and hours, many gifts: each is worked out once. */
function kept<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = work(text)
    if (known.size < 100_000) known.set(text, found)
    return found
  }
}
