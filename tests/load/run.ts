import { cpus } from 'node:os'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { migrate } from '../../src/local/migrate.ts'
import { startNeonEndpoint } from '../../src/local/neon.ts'
import { createOperator } from '../../src/local/operator.ts'
import { startPostgres } from '../../src/local/postgres.ts'
import { Steps } from '../../src/local/steps.ts'
import { workerLogin } from '../../src/local/worker-login.ts'
import { asked } from '../setup/asked.ts'
import { arrivals, chance } from './arrivals.ts'
import { openFront } from './front.ts'
import { openOffices, SEATS_EACH, settleIn } from './houses.ts'
import { lags, lost, settled } from './outcome.ts'
import { openTheSeason } from './public.ts'
import { askForSeats } from './relays.ts'
import { readBefore, stepOf } from './step.ts'
import { serveWorker } from './worker.ts'

const MASTER_KEYS = `v1:${Buffer.alloc(32, 'load').toString('base64')}`
const USAGE = `npm run load -- [--subscriptions N] [--minutes M] [--seed S] [--json]

A season's opening on this machine: so many subscriptions in so many minutes (10000 in 10), webhooks in bursts and doubled,
each page with the step, half of the carts told of by an edge,
while relays ask for the last seats. Ends with 1 when anything was lost, or the step asked the database; with --json standard output is one line of JSON.`
const values = asked(USAGE, {
  subscriptions: { type: 'string', default: '10000' },
  minutes: { type: 'string', default: '10' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
})
const say = (line: string) => console.error(line)
const folder = resolve(import.meta.dirname, `../../.fauteuil/load-${process.pid}`)
const steps = new Steps(say, undefined)
try {
  process.exitCode = await opening()
} finally {
  await steps.undoAll()
  rmSync(folder, { recursive: true, force: true })
}

/** A season's opening, from the first subscriber to the last seat. @returns 1 when anything was lost */
async function opening(): Promise<number> {
  const subscriptions = Number(values.subscriptions)
  const duration_ms = Number(values.minutes) * 60_000
  const seed = Number(values.seed)
  mkdirSync(folder, { recursive: true })

  const postgres = await steps.run('PostgreSQL, durable', () =>
    startPostgres({ folder: join(folder, 'postgres') }),
  )
  const cluster = realpathSync(join(folder, 'postgres'))
  steps.undo(async () => {
    await postgres.stop()
    for (const path of [cluster, `${cluster}.password`]) rmSync(path, { recursive: true, force: true })
  })
  await migrate(postgres.url())
  const neon = await startNeonEndpoint()
  steps.undo(() => neon.stop())
  const front = await openFront(chance(seed))
  steps.undo(() => front.stop())
  const offices = await openOffices(folder)
  for (const { office } of offices) steps.undo(() => office.stop())
  const complaints: string[] = []
  const worker = await steps.run('the Worker, built and served by workerd', async () =>
    serveWorker(
      folder,
      {
        DATABASE_URL: await workerLogin(postgres.url(), 'local'),
        NEON_ENDPOINT: neon.url,
        MASTER_KEYS,
        ORIGIN: front.url,
        ENVIRONMENT: 'development',
        PRIVATE_ADDRESSES_ALLOWED: offices.map(({ office }) => new URL(office.url).host).join(','),
      },
      (line) => complaints.push(line),
    ),
  )
  steps.undo(() => worker.stop())
  front.leadTo(worker.url)
  const operator_key = await createOperator(postgres.url(), 'Les Sorties')
  const territory = await steps.run('seven structures and three relays', () =>
    settleIn(front.url, operator_key, offices),
  )
  const database = new Client({ connectionString: postgres.url() })
  await database.connect()
  steps.undo(() => database.end())

  await settled(database, () => worker.tick(), 60_000)
  const roundTrips = () => neon.roundTrips(new URL(postgres.url()).pathname.slice(1))
  const before = await readBefore(stepOf(front.url, chance(seed)), territory.houses, roundTrips)
  const step = stepOf(front.url, chance(seed + 4))

  const cron = setInterval(() => void worker.tick().catch((cause) => complaints.push(String(cause))), 60_000)
  const relays = askForSeats(front.url, territory, chance(seed + 1))
  const began_ms = performance.now()
  const plan = arrivals(subscriptions, duration_ms, chance(seed + 2))
  const sold = await steps.run(`${subscriptions} subscriptions in ${values.minutes} minutes`, () =>
    openTheSeason(territory.houses, step, plan, chance(seed + 3)),
  )
  await relays.stop()
  await Promise.all(offices.map(({ office }) => office.settled()))
  await front.quiet()
  const last_ms = performance.now()
  await settled(database, () => worker.tick(), 5 * 60_000)
  clearInterval(cron)

  const offered = territory.houses.reduce((sum, { invitations }) => sum + invitations.length * SEATS_EACH, 0)
  const { booked, issued } = await lags(database)
  const result = {
    subscriptions: sold.orders,
    minutes: Math.round((last_ms - began_ms) / 6_000) / 10,
    webhooks: front.stored.percentiles.count,
    doubled: front.doubled,
    answers: Object.fromEntries(front.answers),
    sale: sold.sale.percentiles,
    step_before: before,
    step_read: step.read.percentiles,
    consent_kept: step.consent_kept.percentiles,
    order_named: step.order_named.percentiles,
    orders_named: step.named,
    webhook_stored: front.stored.percentiles,
    gift_booked_after_sale: booked,
    reservation_held: relays.hold.percentiles,
    tickets_after_hold: issued,
    seats_offered: offered,
    seats_held: relays.seats_held,
    reservations: { asked: relays.asked, held: relays.held, refused: Object.fromEntries(relays.refused) },
    settled_after_last_ms: Math.round(performance.now() - last_ms),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    lost: await lost(database, territory, sold, step),
    complaints: complaints.slice(0, 20),
  }
  if (values.json) console.log(JSON.stringify(result))
  else console.dir(result, { depth: null })
  return result.lost.length === 0 && before.round_trips === 0 ? 0 : 1
}
