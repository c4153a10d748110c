import { performance } from '../platform/schema/index.ts'

/** The columns of an evening that every view shows. */
export const show = {
  title: performance.title,
  series: performance.series,
  venue: performance.venue,
  starts_at: performance.starts_at,
}
