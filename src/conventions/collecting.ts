import { and, gt, lte } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import { convention, conventionVersion } from '../platform/schema/index.ts'

/** Of a convention joined with its versions: it collects at this instant, and the version is in force, or was. */
export const collectsAt = (at: Instant) =>
  and(
    lte(convention.collects_from, at),
    gt(convention.collects_until, at),
    lte(conventionVersion.in_force_at, at),
  )
