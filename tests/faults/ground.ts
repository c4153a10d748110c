import type { Client } from 'pg'
import { migrate } from '../../src/local/migrate.ts'
import { openBoxOffice } from './around/box-office.ts'
import { startCluster, type Cluster, runFolder } from './around/database.ts'
import { serveDatabase } from './around/database-side.ts'
import { deploy, type Deployment } from './around/deployment.ts'
import { serveHooks } from './around/hook-side.ts'
import { Busy } from './around/idle.ts'
import { serveKeeper } from './around/keeper-side.ts'
import { servePartners } from './around/partner-side.ts'
import { Scene, START_MS } from './scene.ts'
import { sidesOf, type Sides } from './sides.ts'
import { Tally } from './tally.ts'
import { openCardOffice } from './around/stripe.ts'
import { emulated, settleIn, type Territory } from './territory.ts'
import { Waiting } from './time.ts'

/** What schedules stand on, one after the other: PostgreSQL, the Worker in workerd, two theatres, and all that is between. */
export interface Ground {
  cluster: Cluster
  deployment: Deployment
  territory: Territory
  keeper_url: string
  /** another Worker on the same database, for schedules where two versions serve side by side */
  second(): Promise<Deployment>
  /** under way at the database, the partners and the webhooks */
  calls_under_way(): number
  /** a schedule of its own, in the settled territory or in an altered one */
  begin(tally: Tally, settled?: string): Promise<{ scene: Scene; waiting: Waiting }>
  /** the settled territory with other functions, or with less in its way */
  alter(name: string, change: (client: Client) => Promise<void>): Promise<void>
  /** another build serves from now on */
  serve(script: string): Promise<void>
  /** leaves nothing of it under way */
  end(scene: Scene, failed: boolean): Promise<void>
  /** what the Worker has said since the schedule began */
  said(): string[]
  stop: () => Promise<void>
}

export const MASTER_KEYS = `v1:${Buffer.alloc(32, 1).toString('base64')}`
const SETTLED = 'settled'
/** An evening tomorrow, one the day after, one in six days. */
const EVENINGS = [
  { in_hours: 31, places: 9 },
  { in_hours: 55, places: 7 },
  { in_hours: 151, places: 12 },
]

export async function openGround(script: string): Promise<Ground> {
  const folder = runFolder()
  const stopping: (() => Promise<void> | void)[] = [() => folder.remove()]
  const stop = async () => {
    for (const end of stopping.splice(0).toReversed()) await end()
  }
  try {
    return await open(script, folder.path, stopping, stop)
  } catch (cause) {
    await stop()
    throw cause
  }
}

async function open(
  script: string,
  folder: string,
  stopping: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Ground> {
  let current: { scene: Scene; sides: Sides } | null = null
  const side =
    <Name extends keyof Sides>(name: Name) =>
    (): Sides[Name] | null =>
      current?.sides[name] ?? null
  const busy = new Busy()
  const said: string[] = []
  let schedules = 0
  let published: ReadonlyMap<string, string> = new Map()

  const cluster = await startCluster(folder)
  stopping.push(cluster.stop)
  const venues: { venue: Awaited<ReturnType<typeof openBoxOffice>>; token: string }[] = []
  const addressOf = (name: string) => venues.find(({ venue }) => venue.name === name)!.venue.own_url
  const keeper = await serveKeeper(side('keeper'))
  const hooks = await serveHooks(side('hooks'), busy)
  const database = await serveDatabase(cluster, side('database'), busy)
  const toVenue = (url: string) => {
    const [, name = '', ...path] = url.split('/')
    return { address: addressOf(name), path: `/${path.join('/')}` }
  }
  const partners = await servePartners(toVenue, side('partner'), busy)
  const now_ms = () => current?.scene.timeline.now_ms ?? START_MS
  const office = await openCardOffice(now_ms, `${hooks.url}/hooks/stripe`)
  const toStripe = (path: string) => ({ address: office.own_url, path })
  const stripe = await servePartners(toStripe, side('partner'), busy)
  stopping.push(office.stop, ...[keeper, hooks, database, partners, stripe].map((server) => server.stop))
  for (const name of ['port', 'phare']) {
    const token = `token-of-${name}`
    const house = { name, token, now_ms, url: `${partners.url}/${name}`, evenings: EVENINGS }
    const venue = await openBoxOffice({ ...house, folder: `${folder}/${name}` })
    stopping.push(venue.stop)
    venues.push({ venue, token })
  }
  let deployments = 0
  const another = async (): Promise<Deployment> => {
    const started = await deploy({
      script,
      folder: `${folder}/worker-${++deployments}`,
      bindings,
      hear: (line) => void said.push(line),
    })
    stopping.push(started.stop)
    return started
  }
  const bindings = {
    DATABASE_URL: cluster.url('none'),
    NEON_ENDPOINT: database.url,
    MASTER_KEYS: '',
    ORIGIN: hooks.url,
    ENVIRONMENT: 'development',
    PRIVATE_ADDRESSES_ALLOWED: [partners, stripe].map(({ url }) => new URL(url).host).join(','),
    STRIPE_SECRET_KEY: office.key,
    STRIPE_WEBHOOK_SECRETS: '',
    STRIPE_ADDRESS: stripe.url,
  }
  let deployment = await another()
  let beside: Deployment | undefined

  async function enter(schedule: string, tally: Tally) {
    const scene = new Scene(schedule, ground, await cluster.connect(schedule), tally, {
      secrets: { master_keys: MASTER_KEYS, webhook_secrets: office.webhook_secrets().join(',') },
      published,
    })
    const waiting = new Waiting(scene)
    said.length = 0
    current = { scene, sides: sidesOf(scene) }
    await scene.workers.look()
    return { scene, waiting }
  }
  const ground: Ground = {
    cluster,
    deployment,
    stop,
    said: () => said,
    keeper_url: keeper.url,
    territory: {
      operator: { role: 'operator', organisation_id: '', key: '' },
      relays: [],
      theatres: [],
      cards: null,
    },
    calls_under_way: () => busy.calls,
    second: async () => (beside ??= await another()),
    async begin(tally, settled = SETTLED) {
      const schedule = `schedule_${++schedules}`
      await cluster.create(schedule, settled)
      for (const partner of emulated(ground.territory)) await partner.reset()
      return enter(schedule, tally)
    },
    async alter(name, change) {
      await cluster.create(name, SETTLED)
      const client = await cluster.connect(name)
      await change(client)
      await client.end()
    },
    async serve(other) {
      for (const one of [deployment, beside]) await one?.stop()
      beside = undefined
      script = other
      deployment = await another()
      ground.deployment = deployment
    },
    async end(scene, failed) {
      current = null
      await cluster.up()
      // whatever it still does is not the next one's
      for (const one of [deployment, beside]) {
        if (failed) one?.kill()
        await one?.up()
      }
      await scene.pg.end().catch(() => undefined)
      await cluster.drop(scene.schedule)
    },
  }

  await cluster.create(SETTLED, 'template0')
  await migrate(cluster.url(SETTLED))
  const { scene, waiting } = await enter(SETTLED, new Tally())
  ground.territory = await settleIn(scene, venues, office)
  await waiting.quiet()
  for (const partner of emulated(ground.territory)) partner.remember()
  published = scene.published
  current = null
  await scene.pg.end()
  return ground
}
