import { first } from './database.ts'
import type { House } from './house.ts'

export interface ShownStep {
  title: { fr: string; en: string }
  description: { fr: string; en: string }
  since: string
}

/** The donation step, while somebody has set it; null: subscriptions are sold without it. */
export function shownStep(house: House): ShownStep | null {
  const row = first<{
    title_fr: string
    title_en: string
    description_fr: string
    description_en: string
    since: string
  }>(house.db, 'select * from step')
  if (!row) return null
  return {
    title: { fr: row.title_fr, en: row.title_en },
    description: { fr: row.description_fr, en: row.description_en },
    since: row.since,
  }
}
