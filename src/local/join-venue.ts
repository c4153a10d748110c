import { apiOf, type Api } from './api.ts'

/** A venue's ticketing, in the words of its adapter. */
export interface VenueConnection {
  platform: string
  settings: object
  credentials: object
}
export interface JoinedVenue {
  structure_key: string
  connection_id: string
  convention_id: string
  /** what `enable` found */
  checks: { name: string; ok: boolean; detail: string }[]
}
export interface Joining {
  /** our own address */
  origin: string
  operator: Api
  name: string
  connection: VenueConnection
  /** begins the words under which each write is made once */
  words: string
  /** dates count from here, so that a joining that was interrupted is repeated in the same words */
  began_at: string
  /** the structure's key, when an earlier start has it */
  structure_key?: string | undefined
}

const DAY_MS = 86_400_000
/** What the demonstration's theatres and the association agree: a seat costs the fund 12 €. */
const TERMS = {
  seat_price_cents: 1_200,
  planned_seats: 500,
  companions: 'credit',
  due_on: 'issued',
  holder: 'structure',
  receipt: 'none',
  communication: {
    fr: 'Une étape dans la souscription, un mot dans la brochure.',
    en: 'A step in the subscription, a word in the brochure.',
  },
  organisation: {
    fr: 'Les places sont gardées jusqu’au jour même.',
    en: 'Seats are kept until the day itself.',
  },
  offer: {
    fr: 'Toute la saison, grandes et petites salles.',
    en: 'The whole season, large and small houses.',
  },
  surplus_use: { fr: 'Décidé ensemble en mars.', en: 'Decided together in March.' },
}

/** What a theatre and the association do once, by the API: an account, the ticketing, the convention, its two approvals. */
export async function joinVenue(joining: Joining): Promise<JoinedVenue> {
  const { origin, operator, name, words, began_at } = joining
  const at = (days: number) => new Date(Date.parse(began_at) + days * DAY_MS).toISOString()
  const made = (path: string, what: string, body: object) =>
    operator.post<{ id: string }>(path, `${words}-${what}`, body)

  const { id: structure_id } = await made('/v1/structures', 'structure', { name, language: 'fr' })
  const structure_key = joining.structure_key ?? (await newKey(operator, structure_id))
  const season = { name: 'Saison de démonstration', starts_at: at(-30), ends_at: at(600) }
  const { id: season_id } = await made('/v1/seasons', 'season', season)
  const { id: connection_id } = await made('/v1/connections', 'connection', {
    structure_id,
    ...joining.connection,
  })
  const collects = { structure_id, season_id, collects_from: at(-30), collects_until: at(500) }
  const { id: convention_id } = await made('/v1/conventions', 'convention', collects)

  const versions = `/v1/conventions/${convention_id}/versions`
  const version = await apiOf(origin, structure_key).post<{ id: string }>(versions, `${words}-version`, TERMS)
  await operator.post(`${versions}/${version.id}/approve`, `${words}-version-approve`)
  const enable = `/v1/connections/${connection_id}/enable`
  const { checks } = await operator.post<Pick<JoinedVenue, 'checks'>>(enable, `${words}-enable-${Date.now()}`)
  await operator.post(`/v1/connections/${connection_id}/performances/sync`, `${words}-sync-${Date.now()}`)
  return { structure_key, connection_id, convention_id, checks }
}

/** A key is shown once: whoever lost it in an interrupted start is given another. */
export async function newKey(operator: Api, organisation_id: string): Promise<string> {
  const about = { organisation_id, label: 'demonstration' }
  const { key } = await operator.post<{ key: string | null }>('/v1/keys', `key-${crypto.randomUUID()}`, about)
  if (!key) throw new Error('A new key was not shown.')
  return key
}
