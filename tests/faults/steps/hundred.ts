import * as fc from 'fast-check'
import { either, kind, type Play } from '../play.ts'
import { pay } from './gifts.ts'

const BATCH = 100
const MINUTE_MS = 60_000

/** So many webhooks wait that a full batch is handed to the queue, and the database refuses the gift of one of them. */
export const hundred = kind(
  'a poison gift among a hundred',
  { theatre: either, which: fc.nat({ max: BATCH - 1 }) },
  async (play, { theatre, which }) => {
    const { scene, waiting, known } = play
    if (!scene.workers.allUp() || !scene.ground.cluster.isUp()) return false
    await scene.workers.tell({ refusing: { queue: 1_000 } })
    const before = new Set(known.gifts.keys())
    await pay(
      play,
      theatre,
      Array.from({ length: BATCH }, (_, n) => 20 + n),
    )
    await waiting.quiet()
    const orders = [...known.gifts.keys()].filter((order) => !before.has(order))
    const poison = orders[which]!
    scene.poison.add(poison)
    await scene.workers.tell({ refusing: { queue: 0 } })
    // cron hands on what the queue has lost, a full batch at a time
    await waiting.pass(3 * MINUTE_MS, { ticks: 3 })
    scene.tally.count('faults at the database', 'a poison gift among a hundred is refused')
    const others = orders.filter((order) => order !== poison)
    // where something else went wrong, the sweeps go on with it
    if (scene.points.calm && scene.workers.allUp()) await heldBack(play, others)
    return true
  },
)

async function heldBack(play: Play, others: readonly string[]): Promise<void> {
  const booked = await play.rows<{ order: string }>(
    `select split_part(reference, '/', 1) as "order" from gift`,
  )
  const known = new Set(booked.map(({ order }) => order))
  const missing = others.filter((order) => !known.has(order))
  if (booked.length > 0 && missing.length > 0)
    play.scene.complaints.push(`a poison message held back ${missing.length} others: ${missing.join(' ')}`)
}
