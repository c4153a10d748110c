import { apiOf } from './api.ts'
import { joinVenue, newKey } from './join-venue.ts'
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

const EVENINGS_ON_OFFER = 4
const SEATS_ON_OFFER = 10

/**
 * Writes the demonstration territory through the API, as its people would: an association, a theatre that sells with
 * the demonstration box office, two relays, a convention that both sides approved, a few evenings on offer.
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

  for (const [as, name] of [
    ['relay_key', 'Relais du Quai'],
    ['other_relay_key', 'La Maison Ouverte'],
  ] as const) {
    const { id } = await operator.post<{ id: string }>('/v1/relays', `seed-${as}`, { name, language: 'fr' })
    if (!known[as]) keep({ [as]: await newKey(operator, id) })
  }
  const connection = {
    platform: 'open',
    settings: { address: box_office.url },
    credentials: { token: box_office.token },
  }
  const { structure_key, connection_id, convention_id } = await joinVenue({
    origin,
    operator,
    name: 'Théâtre du Port',
    connection,
    words: 'seed',
    began_at: known.began_at!,
    structure_key: known.structure_key,
  })
  keep({ structure_key, connection_id, convention_id })

  const structure = apiOf(origin, structure_key)
  const evenings = await operator.all<{ id: string; seats_free: number | null }>('/v1/performances')
  const roomy = evenings.filter(({ seats_free }) => (seats_free ?? 0) >= 2 * SEATS_ON_OFFER)
  for (const { id: performance_id } of roomy.slice(0, EVENINGS_ON_OFFER)) {
    const offer = { convention_id, performance_id, seats: SEATS_ON_OFFER }
    const { id } = await structure.post<{ id: string }>(
      '/v1/invitations',
      `seed-offer-${performance_id}`,
      offer,
    )
    await operator.post(`/v1/invitations/${id}/approve`, `seed-approve-${performance_id}`)
  }
  keep({ complete: true })
}
