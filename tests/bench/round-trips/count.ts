import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { startNeonEndpoint } from '../../../src/local/neon.ts'
import { type House, openHouse } from '../credits/house.ts'
import { loadWorker, type NodeWorker } from '../node/worker.ts'
import type { BenchPlace } from '../place.ts'
import { BATCH } from '../posting/scripts.ts'
import { idOf } from '../territory/settle.ts'
import { CENTS, signedHooks } from '../territory/webhooks.ts'

/** How often the database is asked for each of what is hot, counted by the stand-in for Neon that it is asked through. */
export async function countRoundTrips(place: BenchPlace): Promise<Record<string, number>> {
  const { owner_url, worker_url } = await place.territory()
  const house = await openHouse(owner_url, 10)
  const neon = await startNeonEndpoint()
  try {
    const vars = { DATABASE_URL: worker_url, NEON_ENDPOINT: neon.url }
    const unbound = { enqueue: async () => undefined, drive: async () => undefined }
    const worker = await loadWorker(place.folder, vars, unbound)
    const database = new URL(worker_url).pathname.slice(1)
    const counted: Record<string, number> = {}
    for (const [name, act] of Object.entries(await acts(worker, house))) {
      neon.resetRoundTrips(database)
      await act()
      counted[name] = neon.roundTrips(database)
    }
    return counted
  } finally {
    await neon.stop()
  }
}

async function acts(worker: NodeWorker, house: House): Promise<Record<string, () => Promise<unknown>>> {
  const { db } = worker.ctx
  const now = new Date().toISOString()
  const [hook, kept, let_go] = [(await signedHooks('trips', 1))(), house.wish(2), house.wish(1)]
  const observations = Array.from({ length: BATCH }, (_, n) => ({
    id: uuidv7(),
    connection_id: idOf('connection', 1),
    reference: `trips-${n}/G`,
    cents: CENTS,
    version: 1,
    given_at: now,
    evidence: {},
  }))
  const reservation_id = kept.id
  const reference = uuidv7()
  const positions = ['P-1', 'P-2']
  const confirmed = { reservation_id, reference, state: 'confirmed', order: 'P', positions, now }
  await db.once(house.claim(), 'reserve', let_go)
  const cart = 'a'.repeat(64)
  const choice = {
    intent: randomUUID(),
    structure_id: idOf('organisation', 1),
    cart,
    cents: CENTS,
    typed: '',
  }
  const tickets = positions.map((position) => ({ position, key: position, media_type: 'application/pdf' }))

  return {
    'storing a webhook, by its route': () => worker.deliver(hook),
    [`posting ${BATCH} gifts`]: () => db.call('post_gifts', { now, observations, done: [] }),
    'keeping a choice made in the step': () =>
      db.call('keep_consent', { ...choice, version: '0123456789ab', language: 'fr', now }),
    'naming its order': () => db.call('name_order', { ...choice, order: 'TRIPS' }),
    'holding seats': () => db.once(house.claim(), 'reserve', kept),
    'holding seats, by its route': () => reserve(worker, house),
    'beginning an attempt': () => db.call('begin_attempt', { reservation_id, reference, now }),
    'settling: confirmed': () => db.call('end_attempt', confirmed),
    'settling: issued': () => db.call('issue', { reservation_id, tickets, now }),
    'settling: let go': () => db.call('release', { reservation_id: let_go.id, reason: 'sold_out', now }),
  }
}

async function reserve(worker: NodeWorker, house: House): Promise<void> {
  const { invitation_id, guests } = house.wish(1)
  const headers = {
    authorization: `Bearer ${house.key}`,
    'idempotency-key': randomUUID(),
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ invitation_id, guests, companions: 0, access_needs: [] })
  const { status, text } = await worker.ask('/v1/reservations', { method: 'POST', headers, body })
  if (status >= 300) throw new Error(`A reservation was answered ${status} ${text}`)
}
