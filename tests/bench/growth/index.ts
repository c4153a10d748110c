import type { Place } from '../contender.ts'
import { findPgbench } from '../pgbench.ts'
import type { Goal, Row } from '../results.ts'
import { openAuditor } from './audits.ts'
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
const SIZES_QUICK = [10_000, 30_000]
/** the second size, 10⁶ (quick: 3·10⁴) */
const AUDITED = 1
/** not rolled up yet: what comes in ten seconds of a season's opening, 10,000 subscriptions in ten minutes */
const YOUNG = 170
const READINGS = 20

/**
 * Measures writes, balances, the season's report and the audit at 10⁵, 10⁶ and 10⁷ gifts (quick: 10⁴ and 3·10⁴), which the
 * program's own import brings to a territory of seven structures and twelve seasons. The sizes stand side by side, and
 * take turns.
 */
export async function measureGrowth(place: Place, quick: boolean): Promise<Growth> {
  const pgbench = await findPgbench()
  const ledgers = await openLedgers(place, quick ? SIZES_QUICK : SIZES, new Date())
  const { all } = ledgers
  const writers = await Promise.all(all.map((ledger) => openWriter(place, pgbench, ledger)))
  const readers = await Promise.all(all.map((ledger) => openReader(ledger)))
  const auditor = await openAuditor(all[AUDITED]!)
  const rounds = quick ? 2 : 7
  try {
    const duration_ms = quick ? 300 : 1_000
    const cold = await inTurns(writers, quick ? 1 : 3, async (writer) => [
      await writer.postAfterCheckpoint(duration_ms),
    ])
    for (const writer of writers) await writer.warm()
    const converted = new Map<Ledger, number[]>(all.map((ledger) => [ledger, []]))
    const posted = await inTurns(writers, rounds, async (writer) => {
      const rate = await writer.post(duration_ms)
      converted.get(writer.ledger)?.push(await writer.convert())
      return [rate]
    })
    for (const writer of writers) await writer.settle(YOUNG)
    const read = await inTurns(readers, rounds * 10, (reader) => reader.balance(READINGS))
    const reported = await inTurns(readers, rounds * 10, (reader) => reader.report(READINGS))
    const ways = [() => auditor.audit(), () => auditor.aggregate(), () => auditor.balances()]
    const [audited = [], aggregated = [], balanced = []] = await inTurns(ways, rounds, async (way) => [
      await way(),
    ])

    const lines = (name: string, does: string, unit: string, found: readonly (readonly number[])[]) =>
      all.map(({ gifts }, i) => rowOf({ name: `${name}, ${power(gifts)} gifts`, does, unit }, found[i] ?? []))
    const imported = all.map((ledger) => ledger.imported)
    const posting = lines(
      'posting',
      '`post_gifts`, 100 at once, codes strewn among all known',
      'per second',
      posted,
    )
    const first = lines(
      'posting just after a checkpoint',
      'the same, each page logged whole at its first change',
      'per second',
      cold,
    )
    const balance = lines('balances', 'all accounts of a convention, read in the server', 'ms', read)
    const report = lines(
      'season report',
      'figures of 7 conventions with 770 seats, read in the server',
      'ms',
      reported,
    )
    const of = `, ${power(auditor.ledger.gifts)} gifts`
    const audit = rowOf(
      {
        name: `audit${of}`,
        does: 'every total recomputed and compared, every row tied to its own',
        unit: 'ms',
      },
      audited,
    )
    const plain = rowOf(
      {
        name: `plain SQL${of}`,
        does: 'every total that is kept recomputed, nothing compared',
        unit: 'ms',
      },
      aggregated,
    )
    const alone = rowOf(
      {
        name: `plain SQL of the postings${of}`,
        does: 'every balance of every convention, no other total',
        unit: 'ms',
      },
      balanced,
    )
    return {
      rows: [
        ...lines('import', 'a CSV of past gifts, booked and converted', 'per second', imported),
        ...posting,
        ...first,
        ...lines('conversion', '`convert`: a place on the line, credits opened', 'per second', [
          ...converted.values(),
        ]),
        ...balance,
        ...report,
        audit,
        plain,
        alone,
      ],
      goals: {
        G7: judgeGrowth(all, posting, first, balance),
        G8: judgeReading(report, { audit, plain, alone }, auditor.drift),
      },
      skipped: quick ? [`growth beyond ${power(all.at(-1)?.gifts ?? 0)} gifts: --quick`] : [],
    }
  } finally {
    for (const one of [...writers, ...readers, auditor]) await one.close()
    await ledgers.drop()
  }
}
