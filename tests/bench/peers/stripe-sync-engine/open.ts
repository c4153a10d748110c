import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Open, Place } from '../../contender.ts'
import { checkArrived } from '../arrived.ts'
import { type Opened, openOrSkip } from '../open-or-skip.ts'
import { signedEvents } from './event.ts'
import { type Engine, installEngine } from './install.ts'
import manifest from './package.json' with { type: 'json' }

const NAME = `stripe-sync-engine ${manifest.dependencies['@supabase/stripe-sync-engine']}`
const SECRET = `whsec_${randomBytes(24).toString('base64url')}`

/** @supabase/stripe-sync-engine in this process, with as many connections as clients. */
export const openStripeSyncEngine: Open = (place) => openOrSkip(NAME, () => open(place))

async function open(place: Place): Promise<Opened> {
  const engine = await installEngine()
  const url = await place.database_url()
  await migrate(engine, url)
  const database = new Client({ connectionString: url })
  await database.connect()

  const sync = new engine.StripeSync({
    poolConfig: { connectionString: url, max: place.clients },
    stripeSecretKey: 'sk_test_never_called',
    stripeWebhookSecret: SECRET,
  })
  const next = signedEvents(SECRET, `Bench${Date.now().toString(36)}`)
  let taken = 0

  async function client(until: number): Promise<void> {
    while (performance.now() < until) {
      const { body, signature } = next()
      await sync.processWebhook(body, signature)
      taken += 1
    }
  }
  return {
    does: 'verify a signed webhook and upsert its payment, no ledger, in Node',
    async round(duration_ms) {
      const before = taken
      const begin = performance.now()
      await Promise.all(Array.from({ length: place.clients }, () => client(begin + duration_ms)))
      const elapsed_ms = performance.now() - begin
      const counted = await database.query<{ payments: number }>(
        'select count(*)::int as payments from stripe.payment_intents',
      )
      checkArrived(NAME, taken, counted.rows[0]?.payments ?? 0, 'payments')
      return ((taken - before) / elapsed_ms) * 1000
    },
    async stop() {
      await sync.close()
      await database.end()
    },
  }
}

async function migrate(engine: Engine, url: string): Promise<void> {
  const faults: unknown[] = []
  const logger = { info: () => undefined, error: (fault: unknown) => faults.push(fault) }
  await ensureRole(url)
  await engine.runMigrations({ databaseUrl: url, schema: 'stripe', logger })
  if (faults.length > 0) throw faults[0]
}

/** One of its migrations hands a function to the role `postgres`, which every Supabase has. */
async function ensureRole(url: string): Promise<void> {
  const database = new Client({ connectionString: url })
  await database.connect()
  try {
    const { rowCount } = await database.query("select from pg_roles where rolname = 'postgres'")
    if (rowCount === 0) await database.query('create role postgres nologin')
  } finally {
    await database.end()
  }
}
