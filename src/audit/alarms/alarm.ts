import type { TroubleKind } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'

/** Something that a person has to see to, as long as it is found. */
export interface Raised {
  /** the id of what it is about, or the name of what there is one of */
  subject: string
  message: string
  todo: string
}

/** One thing that is watched. It reads the database once, at a cost that does not grow with the books. */
export interface Alarm {
  kind: TroubleKind
  find(ctx: Context): Promise<Raised[]>
}

/** Troubles of one kind shown at most; the next appear as these are settled. */
export const MOST_TOLD = 20

/** `2 h 5 min` or `3 d 4 h`, for messages. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
