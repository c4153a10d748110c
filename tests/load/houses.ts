import { join } from 'node:path'
import { type BoxOffice, startBoxOffice } from '../../adapters/open/box-office/server.ts'
import { apiOf } from '../../src/local/api.ts'
import { joinVenue, newKey } from '../../src/local/join-venue.ts'

/** A structure with its box office, and the evenings that it has put forward. */
export interface House {
  office: BoxOffice
  token: string
  connection_id: string
  convention_id: string
  invitations: string[]
  /** its donation step: the public key, the version that is shown, and what its edge Worker proves itself with */
  step: { key: string; version: string; edge_token: string }
}
export interface Settled {
  houses: House[]
  /** keys of the relays */
  relays: string[]
}

/** As many structures as took part in 2015/16. */
const HOUSES = 7
const RELAYS = ['Relais du Quai', 'La Maison Ouverte', 'Le Chemin']
const EVENINGS = 3
export const SEATS_EACH = 10

export async function openOffices(folder: string): Promise<{ office: BoxOffice; token: string }[]> {
  const opened = []
  for (let n = 1; n <= HOUSES; n += 1) {
    const token = crypto.randomUUID()
    const office = await startBoxOffice({ port: 0, folder: join(folder, `box-office-${n}`), token })
    opened.push({ office, token })
  }
  return opened
}

/** Everybody joins by the API, as an association does it; each structure puts some evenings forward. */
export async function settleIn(
  origin: string,
  operator_key: string,
  offices: readonly { office: BoxOffice; token: string }[],
): Promise<Settled> {
  const operator = apiOf(origin, operator_key)
  const relays: string[] = []
  for (const [n, name] of RELAYS.entries()) {
    const { id } = await operator.post<{ id: string }>('/v1/relays', `opening-relay-${n}`, {
      name,
      language: 'fr',
    })
    relays.push(await newKey(operator, id))
  }
  const houses: House[] = []
  for (const [n, { office, token }] of offices.entries()) {
    const words = `opening-house-${n}`
    const connection = { platform: 'open', settings: { address: office.url }, credentials: { token } }
    const name = `Théâtre ${n + 1}`
    const began_at = new Date().toISOString()
    const joined = await joinVenue({ origin, operator, name, connection, words, began_at })
    const { connection_id, convention_id } = joined
    const structure = apiOf(origin, joined.structure_key)
    const evenings = await structure.all<{ id: string; seats_free: number }>('/v1/performances')
    const roomy = evenings.filter(({ seats_free }) => seats_free >= SEATS_EACH).slice(0, EVENINGS)
    const invitations: string[] = []
    for (const { id: performance_id } of roomy) {
      const offer = { convention_id, performance_id, seats: SEATS_EACH }
      const { id } = await structure.post<{ id: string }>('/v1/invitations', performance_id, offer)
      await operator.post(`/v1/invitations/${id}/approve`, `approve-${id}`)
      invitations.push(id)
    }
    const set = await structure.post<{ key: string; edge_token: string }>('/v1/steps', `${words}-step`, {})
    const { version } = await structure.get<{ version: string }>(`/step/${set.key}/fr.json`)
    const step = { ...set, version }
    houses.push({ office, token, connection_id, convention_id, invitations, step })
  }
  return { houses, relays }
}
