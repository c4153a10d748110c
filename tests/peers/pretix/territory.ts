import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Api, apiOf } from '../../../src/local/api.ts'
import { freePort } from '../../../src/local/ports.ts'
import { type Stack, startStack } from '../../../src/local/stack.ts'
import { readTerritory } from '../../../src/local/territory.ts'
import { proxyTo, type Proxy } from './proxy.ts'
import { type Season, seedSeason } from './season.ts'
import { type Pretix, startPretix } from './server.ts'

/** A theatre that sells with a real pretix, its convention with the association, and Fauteuil in workerd. */
export interface PretixTerritory {
  season: Season
  pretix: Pretix
  proxy: Proxy
  stack: Stack
  operator: Api
  structure: Api
  relay: Api
  keys: { relay: string }
  connection_id: string
  convention_id: string
  /** what `enable` found */
  checks: { name: string; ok: boolean; detail: string }[]
  stop(): Promise<void>
}

/** The API, with a write's words as its Idempotency-Key. */
function spoken(origin: string, key: string): Api {
  const api = apiOf(origin, key)
  const plain = (words: string) => `pretix-${words.normalize('NFD').replace(/[^a-zA-Z0-9]+/g, '-')}`
  return { ...api, post: async (path, words, body) => api.post(path, plain(words), body) }
}

const DAY_MS = 24 * 3_600_000
const FOLDER = join(import.meta.dirname, '../../../.fauteuil/pretix')
const same = (text: string) => ({ fr: text, en: text })
/** A seat costs the fund 12 €. */
const TERMS = {
  seat_price_cents: 1_200,
  planned_seats: 100,
  companions: 'credit',
  due_on: 'issued',
  holder: 'structure',
  receipt: 'none',
  communication: same('Une étape dans la souscription.'),
  organisation: same('Les places sont gardées jusqu’au jour même.'),
  offer: same('Toute la saison.'),
  surplus_use: same('Décidé ensemble en mars.'),
}

/** Everything from nothing: about half a minute, once pretix is installed. What was started is ended by `stop`. */
export async function openPretixTerritory(
  say: (line: string) => void,
  { shown_at }: { shown_at?: string } = {},
): Promise<PretixTerritory> {
  const ending: (() => Promise<unknown> | void)[] = []
  const stop = async () => {
    for (const end of ending.toReversed()) await end()
  }
  try {
    const pretix = await startPretix({ folder: FOLDER, say, ...(shown_at === undefined ? {} : { shown_at }) })
    ending.push(async () => pretix.stop())
    const season = await seedSeason(pretix, { now: new Date() })
    const proxy = await proxyTo(season.url)
    ending.push(async () => proxy.stop())

    const folder = mkdtempSync(join(tmpdir(), 'fauteuil-pretix-'))
    ending.push(() => rmSync(folder, { recursive: true, force: true }))
    chmodSync(folder, 0o755) // PostgreSQL runs as a user of its own when we are root
    const environment = { PRIVATE_ADDRESSES_ALLOWED: new URL(proxy.url).host }
    const ports = { worker_port: await freePort(), box_office_port: await freePort() }
    const stack = await startStack({ folder, environment, say, ...ports })
    ending.push(async () => stack.stop())

    const operator_key = readTerritory(folder).operator_key ?? ''
    const made = await agree(stack.urls.fauteuil, operator_key, { season, address: proxy.url })
    return { season, pretix, proxy, stack, ...made, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What the association and the theatre do once, by the API: accounts, the convention, the connection to pretix. */
async function agree(
  origin: string,
  operator_key: string,
  { season, address }: { season: Season; address: string },
) {
  const operator = spoken(origin, operator_key)
  const admit = async (kind: 'structures' | 'relays', name: string) => {
    const { id } = await operator.post<{ id: string }>(`/v1/${kind}`, `join ${name}`, {
      name,
      language: 'fr',
    })
    const about = { organisation_id: id, label: 'test' }
    const { key } = await operator.post<{ key: string | null }>('/v1/keys', `key of ${name}`, about)
    return { id, key: key ?? '' }
  }
  const theatre = await admit('structures', 'Théâtre de la Place')
  const house = await admit('relays', 'La Maison du Quai')
  const structure = spoken(origin, theatre.key)

  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const times = { name: 'Saison pretix', starts_at: at(-30), ends_at: at(400) }
  const { id: season_id } = await operator.post<{ id: string }>('/v1/seasons', 'the season', times)
  const settings = {
    address,
    organizer: season.organizer,
    subscription_event: season.subscription.event,
    performance_events: season.performance_events,
  }
  const line = {
    structure_id: theatre.id,
    platform: 'pretix',
    settings,
    credentials: { token: season.token },
  }
  const { id: connection_id } = await operator.post<{ id: string }>('/v1/connections', 'the connection', line)
  const collects = { structure_id: theatre.id, season_id, collects_from: at(-30), collects_until: at(300) }
  const { id: convention_id } = await operator.post<{ id: string }>(
    '/v1/conventions',
    'the convention',
    collects,
  )
  const versions = `/v1/conventions/${convention_id}/versions`
  const { id: version_id } = await structure.post<{ id: string }>(versions, 'its terms', TERMS)
  await operator.post(`${versions}/${version_id}/approve`, 'agreed')
  const path = `/v1/connections/${connection_id}/enable`
  const { checks } = await operator.post<Pick<PretixTerritory, 'checks'>>(path, 'enable it')
  await operator.post(`/v1/connections/${connection_id}/performances/sync`, 'what is played')
  const relay = spoken(origin, house.key)
  return { operator, structure, relay, keys: { relay: house.key }, connection_id, convention_id, checks }
}
