import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listen } from '../../listener.ts'
import { seedSeason } from '../season.ts'
import { startPretix } from '../server.ts'
import { recordBookings } from './bookings.ts'
import { recordEnabling } from './enabling.ts'
import { recordGifts } from './gifts.ts'
import { RECORDED, recorder } from './recorder.ts'

// Records tests/adapters/pretix/recorded/*.json anew, from a real pretix:
//   node tests/peers/pretix/record/run.ts
await mkdir(RECORDED, { recursive: true })
const folder = join(import.meta.dirname, '../../../../.fauteuil/pretix')
const server = await startPretix({ folder, say: console.log })
const listener = await listen()
try {
  const season = await seedSeason(server, { now: new Date() })
  const stage = { season, recorder: recorder(season), hook: listener.url('un-segment-secret') }
  await recordEnabling(stage)
  await recordBookings(stage)
  await recordGifts(stage)
  const hooks = listener.received.map(({ body }) => JSON.parse(body) as unknown)
  const byAction = new Map(hooks.map((hook) => [Reflect.get(Object(hook), 'action'), hook]))
  await writeFile(join(RECORDED, 'webhooks.json'), `${JSON.stringify([...byAction.values()], null, 1)}\n`)
  console.log(`Recorded; ${hooks.length} webhooks of ${byAction.size} kinds came.`)
} finally {
  await listener.stop()
  await server.stop()
}
