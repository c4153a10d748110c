import type { Results } from '../results.ts'

/** A run that never was: a goal missed, one not measured, a peer skipped. */
export const fixture: Results = {
  at: '2026-11-22T21:40:00.000Z',
  quick: false,
  machine: {
    cpu: 'A processor of 2 cores',
    cores: 2,
    memory_gb: 24,
    kernel: '6.1.0',
    node: 'v24.21.0',
    postgres: '18.4',
    workerd: '2026-11-01',
    fdatasync_us: 131.4,
  },
  rows: [
    row('pgbench b', 'event dedupe, 2 postings, 2 balances, one statement, by pgbench', 8540, 1, 0.12),
    row('pgbench c', 'the same with one hot season row', 2620, 0.31, 0.1),
    row('posting path, one by one', 'the production function, by pgbench', 6320, 0.74, 0.08),
    row('in Node', 'verify, parse, post', 3900, 0.46, 0.11),
    row('in workerd', 'the inbox route of the built Worker', 1815, 0.21, 0.15),
    row('backlog', '100 events a statement, 4 connections', 10500, 1.23, 0.05),
    row('stripe-sync-engine 0.48.5', 'verify and upsert, no ledger, in Node', 3600, 0.42, 0.09),
    { ...row('season report', 'read from rolled-up rows | in the database', 0.58, null, 0.02), unit: 'ms' },
  ],
  goals: {
    G1: { value: 1, goal: '= 1', met: true },
    G2: { value: 0.74, goal: '≥ 0.70', met: true },
    G3: { value: 0.46, goal: '≥ 0.50', met: false, note: 'of b; parsing takes a third of the time' },
    G4: { value: 0.21, goal: '≥ 0.25', met: false },
    G5: { value: 1.23, goal: '≥ 1.2', met: true },
    G6: { value: 0.97, goal: '≥ 0.95', met: true },
    G7: { value: 1.38, goal: '≤ 1.5', met: true },
    G8: { value: 0.58, goal: '≤ 1', met: true, note: 'ms' },
    G9: { value: null, goal: '≥ 1.3', met: false, note: 'not measured in this run' },
    G10: { value: 512, goal: '≤ 600', met: true, note: 'KB gzip' },
    G11: { value: 0.4, goal: '≤ 1', met: true, note: 's' },
  },
  skipped: ['cala-ledger 0.33.3, cold: cargo is not installed here'],
}

function row(name: string, does: string, median: number, ratio: number | null, spread: number) {
  const around = { min: median * (1 - spread), max: median * (1 + spread) }
  return { name, does, unit: 'per second', median, spread: around, ratio, rounds: 5 }
}
