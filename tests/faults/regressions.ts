import type { Written } from './steps/index.ts'

/** Schedules that once found something, as they were printed; each is played again by `npm test`. */
export const REGRESSIONS: readonly { found: string; steps: readonly Written[] }[] = []
