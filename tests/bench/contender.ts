/** Where a contender runs: the bench's own PostgreSQL, durable (fsync on), the same for all. */
export interface Place {
  /** A fresh, empty database on it; dropped with the bench. */
  database_url(): Promise<string>
  /** A throwaway folder on the disk that the database is on, for what a contender has to write. */
  folder: string
  /** How many requests are under way at once. */
  clients: number
  /** Only a taste of everything, in under two minutes in all: no long preparation. */
  quick: boolean
}

/** One line of the table: something that takes events, as fast as it can. */
export interface Contender {
  name: string
  /** What it does for one event, in a sentence. */
  does: string
  /** Works for about so long with `clients` at once, on events never seen before. Answers events a second. */
  round(duration_ms: number): Promise<number>
  /** Stops what it started. */
  stop(): Promise<void>
}

/** What keeps a contender from running here, and what to do about it, in a sentence. */
export interface Skipped {
  name: string
  skipped: string
}

/** Starts a contender, or says why it cannot be. Throws only for faults of its own. */
export type Open = (place: Place) => Promise<Contender | Skipped>
