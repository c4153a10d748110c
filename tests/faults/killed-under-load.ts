import { setTimeout as wait } from 'node:timers/promises'
import { askApi } from './client.ts'
import type { Ground } from './ground.ts'
import type { Play } from './play.ts'
import { playStorm } from './schedule.ts'
import { Tally } from './tally.ts'

/** How the Worker comes back after its database was killed under load (G11). Times are real, of this machine. */
export interface Killed {
  /** from the moment when the database takes connections again until the Worker answers a request that needs it */
  first_success_ms: number
  /** gifts paid meanwhile */
  gifts: number
  violations: string[]
}

const CLIENTS = 8
const LOAD_MS = 1_500

/** Kills the database while gifts come in at full speed, and checks everything when all has settled. */
export async function killUnderLoad(ground: Ground): Promise<Killed> {
  const killed = { first_success_ms: Number.NaN, gifts: 0 }
  const violations = await playStorm(ground, new Tally(), async (play) => {
    const storm = { over: false }
    const load = Array.from({ length: CLIENTS }, async (_, n) => {
      while (!storm.over) killed.gifts += await giveOnce(play, n % 2)
    })
    await wait(LOAD_MS)
    play.scene.killDatabase()
    const up_ms = await accepts(play)
    await play.scene.ground.cluster.up()
    killed.first_success_ms = (await answers(play)) - up_ms
    await wait(LOAD_MS)
    storm.over = true
    await Promise.all(load)
    await play.waiting.quiet()
    await play.waiting.mend(true)
    await reconnect(play)
  })
  return { ...killed, violations }
}

async function giveOnce({ territory, known }: Play, theatre: number): Promise<number> {
  const cents = 500
  const order = await territory.theatres[theatre]!.venue.give(cents)
  known.gifts.set(order, { theatre, cents, paid_first_cents: cents, closed: false })
  return 1
}

/** When the database takes a connection again. */
async function accepts({ scene }: Play): Promise<number> {
  for (;;) {
    const client = await scene.ground.cluster.connect(scene.schedule).catch(() => null)
    if (client) {
      const now_ms = performance.now()
      await client.end()
      return now_ms
    }
    await wait(2)
  }
}

/** When the Worker answers again who asks. */
async function answers({ scene, territory }: Play): Promise<number> {
  for (;;) {
    const answer = await askApi(scene, { actor: territory.operator, method: 'GET', path: '/v1/me' })
    if (answer?.status === 200) return performance.now()
    await wait(2)
  }
}

async function reconnect({ scene }: Play): Promise<void> {
  await scene.pg.end().catch(() => undefined)
  scene.pg = await scene.ground.cluster.connect(scene.schedule)
}
