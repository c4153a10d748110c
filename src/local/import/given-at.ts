import { fromLocal } from '../../../adapters/open/box-office/paris.ts'
import type { Instant } from '../../platform/clock.ts'

const DAY =
  /^(?:(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})|(?<dd>\d{1,2})\/(?<mm>\d{1,2})\/(?<yyyy>\d{4}))(?<time>.*)$/
const TIME =
  /^[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?<zone>Z|[+-]\d{2}:\d{2})?$/

/** Few days and hours, many gifts: the clock of Paris is asked once for each. */
const hours = new Map<string, number>()

/**
 * Reads when a gift was given: `2023-09-14` or `14/09/2023`, with a time or without. A time without offset is that of
 * Paris; a day without time is its noon there, which lies on that day however a season's limits were written.
 * Null when it is no such instant.
 */
export function givenAt(text: string): Instant | null {
  const { y, m, d, dd, mm, yyyy, time } = DAY.exec(text.trim())?.groups ?? {}
  if (time === undefined) return null
  const day = [y ?? yyyy, (m ?? mm)?.padStart(2, '0'), (d ?? dd)?.padStart(2, '0')].join('-')
  if (!isDay(day)) return null
  if (time === '') return new Date(hourInParis(day, '12')).toISOString()

  const { hour = '', minute, second = '00', fraction = '', zone } = TIME.exec(time)?.groups ?? {}
  if (minute === undefined || hour > '23' || minute > '59' || second > '59') return null
  const within_ms =
    Number(minute) * 60_000 + Number(second) * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  const hour_ms = zone ? Date.parse(`${day}T${hour}:00:00${zone}`) : hourInParis(day, hour)
  return Number.isNaN(hour_ms) ? null : new Date(hour_ms + within_ms).toISOString()
}

/** The thirtieth of February is read by `Date` as one of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

function hourInParis(day: string, hour: string): number {
  const name = `${day}T${hour}:00`
  const known = hours.get(name) ?? Date.parse(fromLocal(name) ?? '')
  hours.set(name, known)
  return known
}
