import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { migrate } from '../../../src/local/migrate.ts'
import { startNeonEndpoint } from '../../../src/local/neon.ts'
import { startPostgres } from '../../../src/local/postgres.ts'
import { workerLogin } from '../../../src/local/worker-login.ts'
import { violations } from '../../ledger/invariants.ts'
import { onDatabase } from '../connection.ts'
import type { Place } from '../contender.ts'
import { openHouse } from '../credits/house.ts'
import { loadWorker } from '../node/worker.ts'
import { idOf, settle } from '../territory/settle.ts'
import { startLoad } from './load.ts'

export interface Outage {
  kills: number
  /** from when it accepts connections again to the first write that succeeds, each time */
  first_success_ms: number[]
  stored: number
  seats_held: number
  /** what is wrong afterwards, in words; empty when nothing is */
  violated: string[]
}

/** Kills a PostgreSQL of its own under load, as by a power cut, and starts it again. */
export async function killUnderLoad(place: Place): Promise<Outage> {
  const folder = join(place.folder, 'outage')
  let postgres = await startPostgres({ folder })
  const { port } = postgres
  const owner_url = postgres.url()
  await migrate(owner_url)
  await settle(owner_url, 1)
  const house = await openHouse(owner_url, 5_000)
  const neon = await startNeonEndpoint({ connections: place.clients })
  const vars = { DATABASE_URL: await workerLogin(owner_url, 'local'), NEON_ENDPOINT: neon.url }
  const waiting: string[] = []
  const worker = await loadWorker(place.folder, vars, {
    enqueue: async (ids) => void waiting.push(...ids),
    log: () => undefined,
  })
  const load = await startLoad(worker, house, waiting, place.clients)
  const kills = place.quick ? 1 : 5
  const first_success_ms: number[] = []
  try {
    for (let n = 0; n < kills; n++) {
      await sleep(place.quick ? 1_000 : 2_000)
      process.kill(postgres.pid, 'SIGKILL')
      await postgres.ended
      postgres = await startPostgres({ folder, port })
      const accepted_ms = performance.now()
      await load.nextSuccess()
      first_success_ms.push(performance.now() - accepted_ms)
    }
    await sleep(1_000)
    const { delivered, held } = await load.stop()
    const violated = await onDatabase(owner_url, async (database) => {
      await database.query('analyze')
      const broken = Object.keys(await violations(database, idOf('convention', 1)))
      const { rows } = await database.query<Record<'done' | 'gifts' | 'seats', string>>(
        `select (select count(*) from inbox where state = 'done') as done,
                (select count(*) from gift where reference like 'outage%') as gifts,
                (select count(*) from seat where state = 'held') as seats`,
      )
      const { done, gifts, seats } = rows[0]!
      if (Number(done) !== delivered)
        broken.push(`${delivered} webhooks were answered, ${done} are worked on`)
      if (Number(gifts) !== delivered) broken.push(`${delivered} gifts were told, ${gifts} are booked`)
      if (Number(seats) !== held) broken.push(`${held} seats were promised, ${seats} are held`)
      return broken
    })
    return { kills, first_success_ms, stored: delivered, seats_held: held, violated }
  } finally {
    await load.stop()
    await neon.stop()
    await postgres.stop()
  }
}
