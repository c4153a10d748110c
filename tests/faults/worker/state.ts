/** Secrets of the deployment, which may change while it serves. */
export interface Secrets {
  master_keys: string
  webhook_secrets: string
}

/** What the harness tells the Worker under test; see `entry.ts`. All of it is gone when the Worker is killed. */
export interface Told {
  /** where the harness listens */
  harness?: string
  /** which it is, where an old and a new version serve side by side */
  worker?: number
  /** the schedule's database: what belongs to another schedule is left alone */
  schedule?: string
  now_ms?: number
  secrets?: Secrets
  /** the next so many uses of these fail */
  refusing?: Partial<Record<Refusable, number>>
}
export const REFUSABLE = ['queue', 'workflows', 'files', 'mail'] as const
export type Refusable = (typeof REFUSABLE)[number]

/** What is under way in the Worker, counted by itself. */
export interface UnderWay {
  /** sent to the queue and not worked on to the end */
  messages: number
  /** runs of the Workflow that were asked for and have not begun */
  starting: number
  running: number
  /** of those that run: asleep until the harness wakes them */
  sleeping: number
  /** that the harness has woken since the Worker began */
  woken: number
}

/** A message of the queue, marked with whose it is, since one process serves many schedules. */
export interface Marked {
  id: string
  schedule: string
  /** how often it was kept for a later try */
  tried?: number
}
