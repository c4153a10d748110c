import type { Clock } from '../../platform/clock.ts'
import type { BrokenRow } from './rejected.ts'
import type { Counts } from './run.ts'

export interface ImportOptions {
  database_url: string
  /** CSV; README says of which shape */
  file: string
  structure_id: string
  /** the database itself refuses every write, and no file is written */
  dry_run?: boolean
  now: Clock
  newId: () => string
  /** booked in one statement and one transaction */
  batch_rows?: number
  /** how long another import of the structure is waited for: a killed one ends a moment later in the database */
  patience_ms?: number
  /** told each broken row, in the order of the file */
  onBroken?: (row: BrokenRow) => void
  /** told after each batch */
  onProgress?: (progress: Progress) => void
}
export interface Progress extends Counts {
  bytes: number
  of_bytes: number
}

/** What `--json` prints. */
export interface Imported extends Counts {
  import_id: string | null
  structure_id: string
  dry_run: boolean
  /** this very file was imported to its end before, at this instant: nothing was done */
  finished_before: string | null
  /** rows that an earlier start of this import had worked on */
  continued_after: number
  /** all gifts of this structure's earlier system that still wait for a convention, given between these instants */
  in_suspense: { gifts: number; cents: number; first: string | null; last: string | null }
  /** what this very start has booked: nothing when it only tried, or when the file was imported before */
  booked_now: { gifts: number; cents: number }
  rejected_file: string | null
}
