import { createOperator } from '../../src/local/operator.ts'
import type { Hook } from './around/hook-side.ts'
import type { Emulated, Venue } from './around/house.ts'
import type { CardOffice } from './around/stripe.ts'
import { askApi, type Answer } from './client.ts'
import type { Scene } from './scene.ts'

export interface Actor {
  role: 'operator' | 'structure' | 'relay'
  organisation_id: string
  key: string
}

/** A structure with its ticketing and its convention. */
export interface Theatre {
  venue: Venue
  /** what its API asks for */
  token: string
  structure: Actor
  connection_id: string
  convention_id: string
  /** in the order of their evenings; `reference` is what the venue itself calls them */
  performances: { id: string; reference: string }[]
  /** its donation step: the public key, and what its edge Worker was given to prove itself with */
  step: { key: string; edge_token: string }
}

/** The pages that may ask for a payment. */
export const PAGES = 'https://theatre.example.org'

/** What every schedule begins with: two structures, so that one may try to see the other, and two relays. */
export interface Territory {
  operator: Actor
  relays: Actor[]
  theatres: Theatre[]
  /** the first theatre's donee also takes gifts by card */
  cards: { office: CardOffice; connection_id: string } | null
}

/** All partners, to be waited for and woken. */
export const emulated = ({ theatres, cards }: Territory): Emulated[] => [
  ...theatres.map(({ venue }) => venue),
  ...(cards ? [cards.office] : []),
]

/** Whose webhook it is, and what it is called there. */
export function hookOf({ theatres, cards }: Territory, { path, headers, body }: Hook) {
  const theatre = theatres.find(({ connection_id }) => path.includes(connection_id))
  if (theatre) {
    return {
      from: theatre.venue,
      connection_id: theatre.connection_id,
      event_id: headers['webhook-id'] ?? '',
    }
  }
  const { id = '' } = readable(body)
  return { from: cards!.office, connection_id: cards!.connection_id, event_id: id }
}

/** The same event under another name. */
export const renamed = (body: string, more: string): string => {
  const event = readable(body)
  return event.id === undefined ? body : JSON.stringify({ ...event, id: `${event.id}_${more}` })
}
const readable = (body: string): { id?: string } => JSON.parse(body) as { id?: string }

const words = { fr: 'Mot', en: 'Word' }
const common = {
  communication: words,
  organisation: words,
  offer: words,
  surplus_use: words,
  holder: 'structure',
  receipt: 'none',
}
/** Two theatres that agreed as differently as conventions allow. */
export const TERMS = [
  { ...common, planned_seats: 12, seat_price_cents: 800, companions: 'credit', due_on: 'issued' },
  { ...common, planned_seats: 40, seat_price_cents: 1_250, companions: 'offered', due_on: 'used' },
]
/** Seats kept aside for the first evening of each, which is on offer from the start. */
const SEATS = 5

/** Settles everybody in by the API, as an association does. */
export async function settleIn(
  scene: Scene,
  venues: readonly { venue: Venue; token: string }[],
  office: CardOffice,
): Promise<Territory> {
  const { ground, schedule } = scene
  const key = await createOperator(ground.cluster.url(schedule), 'Les Sorties', new Date(scene.now))
  const operator: Actor = { role: 'operator', organisation_id: '', key }
  let writes = 0
  const did = async (actor: Actor, path: string, body: object = {}) => {
    const asked = { actor, method: 'POST', path, body, key: `settling-in-${++writes}` }
    return must(path, await askApi(scene, asked))
  }
  const joins = async (role: 'structure' | 'relay', name: string): Promise<Actor> => {
    const email = `${role}-${writes}@example.org`
    const { id } = await did(operator, `/v1/${role}s`, { name, email })
    const made = await did(operator, '/v1/keys', { organisation_id: id, label: name })
    return { role, organisation_id: id, key: made.key }
  }

  const relays = [await joins('relay', 'Le Quai'), await joins('relay', 'La Maison')]
  const dates = { starts_at: '2026-09-01T00:00:00Z', ends_at: '2027-07-01T00:00:00Z' }
  const season = await did(operator, '/v1/seasons', { name: '2026/27', ...dates })
  const theatres: Theatre[] = []
  for (const [n, { venue, token }] of venues.entries()) {
    const structure = await joins('structure', venue.name)
    const connecting = { platform: 'open', settings: { address: venue.url }, credentials: { token } }
    const connection = await did(structure, '/v1/connections', connecting)
    const collects = { collects_from: dates.starts_at, collects_until: dates.ends_at }
    const agreeing = { structure_id: structure.organisation_id, season_id: season.id, ...collects }
    const convention = await did(operator, '/v1/conventions', agreeing)
    const versions = `/v1/conventions/${convention.id}/versions`
    const version = await did(structure, versions, TERMS[n])
    await did(operator, `${versions}/${version.id}/approve`)
    await did(structure, `/v1/connections/${connection.id}/enable`)
    await did(structure, `/v1/connections/${connection.id}/performances/sync`)
    const { rows } = await scene.pg.query<{ id: string; reference: string }>(
      `select id, split_part(reference, ':', 3) as reference from performance where connection_id = $1 order by starts_at`,
      [connection.id],
    )
    const [first] = rows
    const offering = { convention_id: convention.id, performance_id: first!.id, seats: SEATS }
    const invitation = await did(structure, '/v1/invitations', offering)
    await did(operator, `/v1/invitations/${invitation.id}/approve`)
    theatres.push({
      venue,
      token,
      structure,
      performances: rows,
      step: { key: '', edge_token: '' },
      connection_id: connection.id,
      convention_id: convention.id,
    })
  }
  const [first] = theatres
  const structure_id = first!.structure.organisation_id
  const byCard = { platform: 'stripe', structure_id, settings: { account: office.account }, credentials: {} }
  const connection = await did(operator, '/v1/connections', byCard)
  await did(first!.structure, `/v1/connections/${connection.id}/enable`)
  for (const theatre of theatres) {
    const step = await did(theatre.structure, '/v1/steps', { origins: [PAGES] })
    theatre.step = { key: step.key, edge_token: step.edge_token ?? '' }
  }
  return { operator, relays, theatres, cards: { office, connection_id: connection.id } }
}

/** What is used of what the API answers. */
interface Settled {
  id: string
  key: string
  edge_token?: string
}
function must(path: string, answer: Answer | null): Settled {
  if (answer && answer.status < 300) return answer.body as unknown as Settled
  throw new Error(`The territory could not be settled in: ${path} answered ${JSON.stringify(answer)}`)
}
