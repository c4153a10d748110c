import type { Edit } from '../bundle.ts'
import type { Play } from '../play.ts'

/** What a build lacks. Everything named here has to be there exactly once, or the control itself fails. */
export interface Lacking {
  /** of the Worker's TypeScript */
  worker?: readonly Edit[]
  /** of the SQL functions, in their files below src/ */
  functions?: readonly Edit[]
  /** of the database: constraints, indexes and triggers that are dropped */
  sql?: readonly string[]
}

/** A protection, and a schedule that violates something without it, and nothing with it. */
export interface Control {
  protection: string
  without: Lacking
  /** in both builds: what stands behind another protection is seen only when that one is gone */
  in_both?: Lacking
  /** leads to where the protection is needed; what is found there at once, before any recovery, is complained of */
  provoke: (play: Play) => Promise<void>
  /** what is found without it */
  caught_by: RegExp
}
