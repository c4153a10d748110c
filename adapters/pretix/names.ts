/** What is played, in pretix's terms. */
export interface PerformanceName {
  event: string
  subevent: number | null
}
export const referenceOf = ({ event, subevent }: PerformanceName): string =>
  subevent === null ? event : `${event}/${subevent}`

/** `les-vagues` is a single event, `la-mouette/12` a date of a series; null for anything else. */
export function performanceName(reference: string): PerformanceName | null {
  const parts = /^([a-zA-Z0-9.-]{1,50})(?:\/(\d{1,15}))?$/.exec(reference)
  if (!parts?.[1]) return null
  return { event: parts[1], subevent: parts[2] === undefined ? null : Number(parts[2]) }
}
