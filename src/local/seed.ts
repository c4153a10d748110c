import { apiOf } from './api.ts'
import { createOperator } from './operator.ts'
import { keepTerritory, readTerritory, type Territory } from './territory.ts'

/** Where the demonstration territory is to be written. */
export interface SeedPlace {
  /** postgres://…: only for the operator's first key, all else goes through the API */
  database_url: string
  /** the Worker's own address; it is up */
  origin: string
  /** the demonstration box office; it is up */
  box_office: { url: string; token: string }
  /** keys and ids are kept here, in `demonstration.json` */
  folder: string
  now?: Date
}

/** What the demonstration theatre and the association agreed: a seat costs the fund 12 €. */
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
const DAY_MS = 86_400_000

/**
 * Writes the demonstration territory through the API, as its people would: an association, a theatre that sells with
 * the demonstration box office, two relays, a convention that both sides approved, three evenings on offer.
 * Each write says under which words it is made, so that a start that was interrupted goes on where it was.
 */
export async function seed({
  database_url,
  origin,
  box_office,
  folder,
  now = new Date(),
}: SeedPlace): Promise<void> {
  const known = readTerritory(folder)
  const keep = (more: Partial<Territory>) => keepTerritory(folder, Object.assign(known, more))
  if (!known.operator_key) {
    const operator_key = await createOperator(database_url, 'Les Sorties Solidaires (démonstration)', now)
    keep({ operator_key, began_at: now.toISOString() })
  }
  const operator = apiOf(origin, known.operator_key!)

  async function join(
    kind: 'structures' | 'relays',
    as: 'structure_key' | 'relay_key' | 'other_relay_key',
    name: string,
  ) {
    const { id } = await operator.post<{ id: string }>(`/v1/${kind}`, `seed-${as}`, { name, language: 'fr' })
    if (!known[as]) {
      // a key is shown once: a start that was interrupted right here asks for another under new words
      const made = await operator.post<{ key: string | null }>(
        '/v1/keys',
        `seed-key-${as}-${now.getTime()}`,
        { organisation_id: id, label: 'demonstration' },
      )
      keep({ [as]: made.key ?? '' })
    }
    return id
  }
  const structure_id = await join('structures', 'structure_key', 'Théâtre du Port')
  await join('relays', 'relay_key', 'Relais du Quai')
  await join('relays', 'other_relay_key', 'La Maison Ouverte')
  const structure = apiOf(origin, known.structure_key!)

  const at = (days: number) => new Date(Date.parse(known.began_at!) + days * DAY_MS).toISOString()
  const season = { name: 'Saison de démonstration', starts_at: at(-30), ends_at: at(600) }
  const { id: season_id } = await operator.post<{ id: string }>('/v1/seasons', 'seed-season', season)
  const settings = { address: box_office.url }
  const line = { structure_id, platform: 'open', settings, credentials: { token: box_office.token } }
  const connection = await operator.post<{ id: string }>('/v1/connections', 'seed-connection', line)
  const collects = { structure_id, season_id, collects_from: at(-30), collects_until: at(500) }
  const convention = await operator.post<{ id: string }>('/v1/conventions', 'seed-convention', collects)
  keep({ connection_id: connection.id, convention_id: convention.id })

  const version = await structure.post<{ id: string }>(
    `/v1/conventions/${convention.id}/versions`,
    'seed-version',
    TERMS,
  )
  await operator.post(
    `/v1/conventions/${convention.id}/versions/${version.id}/approve`,
    'seed-version-approve',
  )
  await operator.post(`/v1/connections/${connection.id}/enable`, `seed-enable-${now.getTime()}`)
  await operator.post(`/v1/connections/${connection.id}/performances/sync`, `seed-sync-${now.getTime()}`)
  const evenings = await operator.all<{ id: string; seats_free: number | null }>('/v1/performances')
  for (const { id: performance_id } of evenings
    .filter(({ seats_free }) => (seats_free ?? 0) >= 20)
    .slice(0, 4)) {
    const offer = { convention_id: convention.id, performance_id, seats: 10 }
    const invitation = await structure.post<{ id: string }>(
      '/v1/invitations',
      `seed-offer-${performance_id}`,
      offer,
    )
    await operator.post(`/v1/invitations/${invitation.id}/approve`, `seed-offer-approve-${performance_id}`)
  }
  keep({ complete: true })
}
