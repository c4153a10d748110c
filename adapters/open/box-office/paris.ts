import { TIME_ZONE } from './house.ts'

const zoned = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, timeZoneName: 'longOffset' })

/** The offset of the theatre's clock at an instant, such as `+01:00`. */
function offset(at: Date): string {
  const name = zoned.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '')
}
const offset_ms = (text: string): number => {
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** An instant as the theatre's clock shows it, with its offset: `2026-11-22T20:30:00+01:00`. */
export function localIso(instant: string): string {
  const at = new Date(instant)
  const shift = offset(at)
  return new Date(at.getTime() + offset_ms(shift)).toISOString().slice(0, 19) + shift
}

/** What the theatre's clock shows, such as `2026-11-22T20:30`, as an instant in UTC; null when it is no date and time. */
export function fromLocal(text: string): string | null {
  const wall_ms = Date.parse(`${text}Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) || Number.isNaN(wall_ms)) return null
  // The offset is the one that holds at the instant itself: looked up once more with the first guess.
  const guess = wall_ms - offset_ms(offset(new Date(wall_ms)))
  return new Date(wall_ms - offset_ms(offset(new Date(guess)))).toISOString()
}
