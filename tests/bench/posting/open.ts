import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calibrated } from '../calibrated.ts'
import type { Contender } from '../contender.ts'
import { drive, type Pgbench } from '../pgbench.ts'
import { type BenchPlace, CONVENTIONS } from '../place.ts'
import { keepBooks } from '../territory/books.ts'
import { BATCH, postingScript, type Spread } from './scripts.ts'

interface Way {
  name: string
  does: string
  verbs: readonly ('store' | 'post')[]
  batch: number
  spread: Spread
}

const WAYS = {
  store: {
    name: 'a webhook stored',
    does: 'store_hook: an event known by its id, its 1.9 KB kept, waiting to be worked on; one statement',
    verbs: ['store'],
    batch: 1,
    spread: 'one',
  },
  single: {
    name: 'posting path, one by one',
    does: 'store_hook, then post_gifts for this one gift',
    verbs: ['store', 'post'],
    batch: 1,
    spread: 'one',
  },
  one: {
    name: 'posting path, 1 convention',
    does: `store_hook for each webhook, post_gifts for ${BATCH} gifts at once, as the queue brings them`,
    verbs: ['store', 'post'],
    batch: BATCH,
    spread: 'one',
  },
  many: {
    name: `posting path, ${CONVENTIONS.toLocaleString('en')} conventions`,
    does: 'the same, each gift to any of them',
    verbs: ['store', 'post'],
    batch: BATCH,
    spread: 'many',
  },
} as const satisfies Record<string, Way>

/** Our own SQL verbs with all that guards them, under the Worker's own login, driven by pgbench. */
export async function openPosting(
  place: BenchPlace,
  pgbench: Pgbench,
): Promise<Record<keyof typeof WAYS, Contender>> {
  const opened: [string, Contender][] = []
  for (const [key, way] of Object.entries(WAYS)) opened.push([key, await openWay(place, pgbench, way)])
  return Object.fromEntries(opened) as Record<keyof typeof WAYS, Contender>
}

async function openWay(place: BenchPlace, pgbench: Pgbench, way: Way): Promise<Contender> {
  const { owner_url, worker_url: url } = await place.territory()
  const { name, does, verbs, batch, spread } = way
  const script = join(place.folder, `${name}.sql`)
  const { clients } = place
  const books = await keepBooks(owner_url)
  let begun = 10_000_000
  let taken = 0

  async function run(transactions: number): Promise<number> {
    writeFileSync(script, postingScript(verbs, batch, spread, new Date().toISOString()))
    const rate = await drive(pgbench, {
      url,
      script,
      clients,
      transactions,
      protocol: 'simple',
      variables: { n: begun },
    })
    begun += transactions
    taken += transactions * clients * batch
    await (verbs.length === 1 ? books.checkStored(taken) : books.checkPosted(taken))
    return rate
  }
  return {
    name,
    does,
    round: calibrated(clients, run, { events: batch, first: batch === 1 ? 20 : 1 }),
    stop: () => books.close(),
  }
}
