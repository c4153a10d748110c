import type { Place } from '../contender.ts'
import { findPgbench } from '../pgbench.ts'
import type { Goal, Row } from '../results.ts'
import { judgeGrowth, judgeReading } from './goals.ts'
import { type Ledger, openLedgers } from './ledgers.ts'
import { openReader } from './reads.ts'
import { inTurns, power, rowOf } from './rounds.ts'
import { openWriter } from './writes.ts'

/** What growth was found to cost. */
export interface Growth {
  rows: Row[]
  goals: { G7: Goal; G8: Goal }
  skipped: string[]
}

const SIZES = [100_000, 1_000_000, 10_000_000]
const SIZES_QUICK = [10_000, 100_000]
/** not rolled up yet: what comes in a minute of a season's opening, 10,000 subscriptions in ten */
const YOUNG = 1_000
const ROUND_MS = 1_000
const READINGS = 20

/**
 * Measures writes, balances and the season's report at 10⁵, 10⁶ and 10⁷ gifts (quick: 10⁴ and 10⁵), which the program's own
 * import brings to a territory of seven structures and twelve seasons. The sizes stand side by side and take turns.
 */
export async function measureGrowth(place: Place, quick: boolean): Promise<Growth> {
  const pgbench = await findPgbench()
  const ledgers = await openLedgers(place, quick ? SIZES_QUICK : SIZES, new Date())
  const { all } = ledgers
  const writers = await Promise.all(all.map((ledger) => openWriter(place, pgbench, ledger)))
  const readers = await Promise.all(all.map((ledger) => openReader(ledger)))
  try {
    const rounds = quick ? 3 : 7
    const converted = new Map<Ledger, number[]>(all.map((ledger) => [ledger, []]))
    const posted = await inTurns(writers, rounds, async (writer) => {
      const rate = await writer.post(ROUND_MS)
      converted.get(writer.ledger)?.push(await writer.convert())
      return [rate]
    })
    for (const writer of writers) await writer.settle(YOUNG)
    const balances = await inTurns(readers, rounds * 10, (reader) => reader.balance(READINGS))
    const reports = await inTurns(readers, rounds * 10, (reader) => reader.report(READINGS))

    const lines = (name: string, does: string, unit: string, values: readonly (readonly number[])[]) =>
      all.map(({ gifts }, i) =>
        rowOf({ name: `${name}, ${power(gifts)} gifts`, does, unit }, values[i] ?? []),
      )
    const imports = lines(
      'import',
      'a CSV of past gifts, booked and converted',
      'per second',
      all.map(({ imported }) => [imported]),
    )
    const posting = lines(
      'posting',
      '`post_gifts`, 100 at once, codes strewn among all known',
      'per second',
      posted,
    )
    const conversion = lines('conversion', '`convert`: a place on the line, credits opened', 'per second', [
      ...converted.values(),
    ])
    const balance = lines('balances', 'all accounts of a convention, read in the server', 'ms', balances)
    const report = lines(
      'season report',
      'figures of 7 conventions with 770 seats, read in the server',
      'ms',
      reports,
    )
    return {
      rows: [...imports, ...posting, ...conversion, ...balance, ...report],
      goals: { G7: judgeGrowth(all, posting, balance), G8: judgeReading(report) },
      skipped: quick
        ? [`growth to 10⁷ gifts: measured up to ${power(all.at(-1)?.gifts ?? 0)}, for --quick`]
        : [],
    }
  } finally {
    for (const one of [...writers, ...readers]) await one.close()
    await ledgers.drop()
  }
}
