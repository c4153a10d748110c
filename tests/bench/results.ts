/** What one run of the bench found; all that the README's table and plot are made of. */
export interface Results {
  /** when the run began, as ISO 8601 */
  at: string
  quick: boolean
  machine: Machine
  rows: Row[]
  goals: Record<GoalName, Goal>
  /** What was not measured, each with its reason. */
  skipped: string[]
}

export interface Machine {
  cpu: string
  cores: number
  memory_gb: number
  kernel: string
  node: string
  postgres: string
  workerd: string
  /** median time of one fdatasync of 8 KB on the disk that the database is on */
  fdatasync_us: number
}

/** What was measured in interleaved rounds: medians are only compared within one run. */
export interface Row {
  name: string
  /** what is done for one event */
  does: string
  unit: string
  median: number
  spread: Spread
  /** of medians, to the limit b; null where the unit is another */
  ratio: number | null
  rounds: number
}
export interface Spread {
  min: number
  max: number
}

export const GOALS = {
  G1: 'one database round trip for each hot verb',
  G2: 'posting path by pgbench ≥ 0.70 of b',
  G3: 'in Node ≥ 0.50 of b and ≥ 1.2 × stripe-sync-engine',
  G4: 'through workerd ≥ 0.25 of b and ≥ 2 × cala',
  G5: 'backlog ≥ 1.2 × b, none lost, none twice',
  G6: 'one convention ≥ 0.95 of 1,000 conventions',
  G7: '10⁵ → 10⁷ gifts: writes ≤ 1.5 × slower, balance read within 5 %',
  G8: 'season report ≤ 1 ms, audit ≤ 1.3 × plain SQL, drift 0',
  G9: 'K credits under 64 clients: exactly K spent, ≥ 1.3 × b',
  G10: 'Worker ≤ 600 KB gzip, hooks and step ≤ 250 KB, first answer ≤ 3 × a hello',
  G11: 'database killed: nothing violated, first success ≤ 1 s after it accepts connections',
} as const
export type GoalName = keyof typeof GOALS

export interface Goal {
  /** the figure that the goal is about; null when it was not measured */
  value: number | null
  /** what it should be, as `≥ 0.70` */
  goal: string
  met: boolean
  /** what the value is of, what else was measured, and what a miss comes from */
  note?: string
}
