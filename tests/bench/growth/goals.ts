import { type Goal, type Row } from '../results.ts'
import { rounded } from '../statistics.ts'
import type { Ledger } from './ledgers.ts'
import { power } from './rounds.ts'

const MOST_SLOWER = 1.5
const MOST_BALANCE = 1.05
const MOST_REPORT_MS = 1
const MOST_AUDIT = 1.3

/** G7: how much slower writes are at the largest size than at the smallest; with the reading of a balance. */
export function judgeGrowth(
  all: readonly Ledger[],
  posting: readonly Row[],
  afterCheckpoint: readonly Row[],
  balance: readonly Row[],
): Goal {
  const value = grown(posting)
  const reading = grown(balance)
  return {
    value: rounded(1 / value),
    goal: `≤ ${MOST_SLOWER}`,
    met: 1 / value <= MOST_SLOWER && reading <= MOST_BALANCE,
    note: `${power(all[0]?.gifts ?? 0)} → ${power(all.at(-1)?.gifts ?? 0)} gifts; for some seconds after a checkpoint ${rounded(1 / grown(afterCheckpoint))}; reading a balance × ${rounded(reading)}`,
  }
}

/** The figure at the largest size to that at the smallest. */
const grown = (rows: readonly Row[]): number => (rows.at(-1)?.median ?? NaN) / (rows[0]?.median ?? NaN)

/**
 * G8: the season's report at the largest size, in ms; with the audit beside plain SQL that recomputes the same totals. What
 * it is to the balances alone, the least that anyone calls an audit, is told with it.
 */
export function judgeReading(
  report: readonly Row[],
  { audit, plain, alone }: Record<'audit' | 'plain' | 'alone', Row>,
  drift: number,
): Goal {
  const value = report.at(-1)?.median ?? NaN
  const times = (yardstick: Row) => (audit.median / yardstick.median).toFixed(2)
  return {
    value,
    goal: `≤ ${MOST_REPORT_MS} ms`,
    met: value <= MOST_REPORT_MS && audit.median <= MOST_AUDIT * plain.median && drift === 0,
    note: `${report.at(-1)?.name}; ${audit.name}: × ${times(plain)} of plain SQL for the same totals (× ${times(alone)} of the balances alone), drift ${drift}`,
  }
}
