import { expect, it } from 'vitest'
import type { Row } from './results.ts'
import { type Found, ROWS, verdicts } from './verdicts.ts'

const row = (name: string, ratio: number): Row => ({
  name,
  does: '',
  unit: 'per second',
  median: ratio * 1_000,
  spread: { min: 1, max: 2 },
  ratio,
  rounds: 5,
})
/** A run in which every goal is met, just. */
const met: Found = {
  rows: [
    row('pgbench b', 1),
    row(ROWS.path, 0.7),
    row(ROWS.spread, 0.73),
    row(ROWS.single, 0.3),
    row(ROWS.node, 0.5),
    row(ROWS.workerd, 0.25),
    row(ROWS.backlog, 1.2),
    row(ROWS.holds, 1.3),
    row(ROWS.hot, 0.1),
    row('stripe-sync-engine 1', 0.4),
    row('cala-ledger 1, cold', 0.12),
    row('cala-ledger 1, hot', 0.9),
  ],
  round_trips: { 'storing a webhook': 1, 'holding seats': 1 },
  backlog: { events: 1_000_000, violated: [] },
  spent_out: { credits: 1_000, asked: 12_800, spent: 1_000, asks_a_second: 900, violated: [] },
  size: {
    gzip_kb: 600,
    loaded_kb: 250,
    health_ms: [80, 90, 500],
    webhook_ms: [90, 100, 500],
    hello_ms: [30, 35, 40],
  },
  outage: { kills: 2, first_success_ms: [1_000, 300], stored: 9, seats_held: 2, violated: [] },
}
const without = (name: string): Row[] => met.rows.filter((one) => !one.name.startsWith(name))
const instead = (name: string, ratio: number): Row[] => [...without(name), row(name, ratio)]
const unmet = (found: Partial<Found>): string[] =>
  Object.entries(verdicts({ ...met, ...found }))
    .filter(([, goal]) => !goal.met)
    .map(([name]) => name)

it('finds every goal met at its very edge', () => {
  expect(unmet({})).toEqual([])
  const { G1, G2, G6, G10, G11 } = verdicts(met)
  expect([G1.value, G2.value, G6.value, G10.value, G11.value]).toEqual([1, 0.7, 0.959, 600, 1])
})

it.each<[string, Partial<Found>]>([
  ['G1', { round_trips: { 'storing a webhook': 1, 'holding seats': 2 } }],
  ['G2', { rows: instead(ROWS.path, 0.699) }],
  ['G3', { rows: instead(ROWS.node, 0.499) }],
  ['G3', { rows: instead('stripe-sync-engine 1', 0.42) }],
  ['G4', { rows: instead(ROWS.workerd, 0.249) }],
  ['G4', { rows: instead('cala-ledger 1, cold', 0.13) }],
  ['G5', { rows: instead(ROWS.backlog, 1.19) }],
  ['G5', { backlog: { events: 9, violated: ['one was posted twice'] } }],
  ['G6', { rows: instead(ROWS.spread, 0.75) }],
  ['G9', { rows: instead(ROWS.holds, 1.29) }],
  ['G9', { spent_out: { ...met.spent_out!, spent: 1_001 } }],
  ['G9', { spent_out: { ...met.spent_out!, spent: 999 } }],
  ['G9', { spent_out: { ...met.spent_out!, violated: ['the stock of credits'] } }],
  ['G10', { size: { ...met.size!, gzip_kb: 601 } }],
  ['G10', { size: { ...met.size!, loaded_kb: 251 } }],
  ['G10', { size: { ...met.size!, health_ms: [106] } }],
  ['G10', { size: { ...met.size!, webhook_ms: [106] } }],
  ['G11', { outage: { ...met.outage!, first_success_ms: [200, 1_100] } }],
  ['G11', { outage: { ...met.outage!, violated: ['a seat was lost'] } }],
])('says that %s is missed when its part is', (name, found) => {
  expect(unmet(found)).toContain(name)
})

it.each<[string, Partial<Found>]>([
  ['G1', { round_trips: null }],
  ['G2', { rows: without(ROWS.path) }],
  ['G4', { rows: without(ROWS.workerd) }],
  ['G5', { backlog: null }],
  ['G9', { spent_out: null }],
  ['G10', { size: null }],
  ['G11', { outage: null }],
])('holds %s for unmet where it was not measured', (name, found) => {
  const goal = verdicts({ ...met, ...found })[name as 'G1']
  expect(goal).toMatchObject({ value: null, met: false, note: 'not measured in this run' })
})

it('does not take a skipped peer for a beaten one', () => {
  const { G3 } = verdicts({ ...met, rows: without('stripe-sync-engine') })
  expect(G3).toMatchObject({ value: 0.5, met: false, note: expect.stringContaining('was not measured') })
})
