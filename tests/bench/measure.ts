import { join } from 'node:path'
import { openBacklog } from './backlog/open.ts'
import type { Contender, Skipped } from './contender.ts'
import { openHolds } from './credits/open.ts'
import { spendOut } from './credits/spend-out.ts'
import { measureGrowth } from './growth/index.ts'
import { openLimits } from './limit/open.ts'
import { machineOf } from './machine.ts'
import { openNode } from './node/open.ts'
import { killUnderLoad } from './outage/outage.ts'
import { openCala, openCalaHot, openStripeSyncEngine } from './peers/index.ts'
import { findPgbench } from './pgbench.ts'
import { type BenchPlace, openPlace } from './place.ts'
import { openPosting } from './posting/open.ts'
import type { Results } from './results.ts'
import { countRoundTrips } from './round-trips/count.ts'
import { play } from './rounds.ts'
import { verdicts } from './verdicts.ts'
import { buildWorker } from './workerd/build.ts'
import { firstAnswers } from './workerd/first-answer.ts'
import { openWorkerd } from './workerd/open.ts'

/** as many as BENCH's limit was found with; holds are asked for by more */
const CLIENTS = 16

/** Measures everything, on a PostgreSQL of its own that is thrown away afterwards. */
export async function measure(quick: boolean, say: (line: string) => void): Promise<Results> {
  const at = new Date().toISOString()
  const skipped: string[] = []
  const place = await openPlace({ clients: CLIENTS, quick })
  try {
    const machine = await machineOf(place)
    const attempt = attempts(say, skipped)
    const built = await buildWorker(join(place.folder, 'build'))
    const opened = await openAll(place, built, attempt, skipped)
    say('Everyone is ready.')
    const { rows, failed } = await play(
      opened.contenders,
      opened.reference,
      quick ? 2 : 7,
      quick ? 400 : 5_000,
      say,
    )
    skipped.push(...failed)

    const { backlog } = opened
    const drained = backlog && (await attempt('the rest of the backlog', () => backlog.finish()))
    for (const contender of opened.contenders) await contender.stop()
    const round_trips = await attempt('round trips', () => countRoundTrips(place))
    const spent_out = await attempt('credits spent out', () => spendOut(place, opened.pgbench))
    const first = await attempt('first answers', () => firstAnswers(place.folder, built, quick ? 3 : 15))
    const outage = await attempt('the database killed', () => killUnderLoad(place))
    const growth = await attempt('growth', () => measureGrowth(place, quick))
    if (growth) skipped.push(...growth.skipped)
    const unmeasured = { value: null, goal: '', met: false, note: 'not measured in this run' }
    return {
      at,
      quick,
      machine,
      rows: [...rows, ...(growth?.rows ?? [])],
      goals: {
        ...verdicts({
          rows,
          round_trips,
          backlog: drained,
          spent_out,
          size: first && { ...built, ...first },
          outage,
        }),
        ...(growth?.goals ?? { G7: unmeasured, G8: unmeasured }),
      },
      skipped,
    }
  } finally {
    await place.stop()
  }
}

type Attempt = <T>(what: string, act: () => Promise<T>) => Promise<T | null>

/** What fails here is said to be skipped, with the reason, and keeps nothing else from being measured. */
function attempts(say: (line: string) => void, skipped: string[]): Attempt {
  return async (what, act) => {
    say(`${what} …`)
    try {
      return await act()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      skipped.push(`${what}: ${why}`)
      say(`${what}: ${why}`)
      return null
    }
  }
}

async function openAll(
  place: BenchPlace,
  built: Awaited<ReturnType<typeof buildWorker>>,
  attempt: Attempt,
  skipped: string[],
) {
  const pgbench = await findPgbench()
  const limits = await openLimits(place, pgbench)
  const posting = await openPosting(place, pgbench)
  const backlog = await attempt('a backlog', () => openBacklog(place))
  const others: (Contender | Skipped | null)[] = [
    await attempt('in Node', () => openNode(place, 'receive')),
    await attempt('in Node, by its route', () => openNode(place, 'deliver')),
    await attempt('through workerd', () => openWorkerd(place, built)),
    backlog,
    await attempt('holds', () => openHolds(place, pgbench, 'many')),
    await attempt('holds of one evening', () => openHolds(place, pgbench, 'one')),
    await attempt('stripe-sync-engine', () => openStripeSyncEngine(place)),
    await attempt('cala-ledger', () => openCala(place)),
    await attempt('cala-ledger, hot', () => openCalaHot(place)),
  ]
  const contenders: Contender[] = [...Object.values(limits), ...Object.values(posting)]
  for (const one of others) {
    if (one && 'skipped' in one) skipped.push(`${one.name}: ${one.skipped}`)
    else if (one) contenders.push(one)
  }
  return { pgbench, contenders, reference: limits.b, backlog }
}
