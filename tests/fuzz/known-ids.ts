import type { Api } from '../../src/local/api.ts'
import { BODIES } from '../security/table.ts'

/** Ids of what is really there, by the name that a parameter or a field has for it; `id` by the path before it. */
export type KnownIds = Record<string, string[]>
/** A ticketing that answers, in place of the table's that does not. */
export interface Venue {
  address: string
  token: string
}
interface Schema {
  properties?: Record<string, unknown>
  [key: string]: unknown
}
interface Parameter {
  name: string
  in: string
  schema: object
  example?: string
}
interface Operation {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> }
}
export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
  [key: string]: unknown
}
interface Row {
  id: string
  label?: string
  each?: Row[]
  versions?: Row[]
}

/**
 * Reads the territory as its operator and a relay do.
 * @param spare_label of the one key that may be revoked
 * @param spare_id a structure that has nothing yet
 */
export async function knownIds(
  operator: Api,
  relay: Api,
  spare_label: string,
  spare_id: string,
): Promise<KnownIds> {
  const ids = async (api: Api, path: string) => (await api.all<Row>(path)).map(({ id }) => id)
  const conventions = await ids(operator, '/v1/conventions')
  const reservations = await relay.all<Row>('/v1/reservations')
  const each = await Promise.all(reservations.map(({ id }) => relay.get<Row>(`/v1/reservations/${id}`)))
  const whole = await Promise.all(conventions.map((id) => operator.get<Row>(`/v1/conventions/${id}`)))
  const structures = await ids(operator, '/v1/structures')
  const keys = await operator.all<Row>('/v1/keys')
  const seats = each.flatMap((one) => one.each ?? []).map(({ id }) => id)
  const versions = whole.flatMap((one) => one.versions ?? []).map(({ id }) => id)
  const invitations = await ids(operator, '/v1/invitations')
  const performances = await ids(operator, '/v1/performances')
  const seasons = await ids(operator, '/v1/seasons')
  return {
    '/v1/conventions/{id}': conventions,
    '/v1/connections/{id}': await ids(operator, '/v1/connections'),
    '/v1/gifts/{id}': await ids(operator, '/v1/gifts'),
    '/v1/invitations/{id}': invitations,
    '/v1/performances/{id}': performances,
    '/v1/reservations/{id}': reservations.map(({ id }) => id),
    '/v1/waiting/{id}': await ids(relay, '/v1/waiting'),
    '/v1/webhooks/{id}': await ids(operator, '/v1/webhooks?state=done'),
    '/v1/keys/{id}': keys.filter(({ label }) => label === spare_label).map(({ id }) => id),
    version_id: versions,
    seat_id: seats,
    seat_ids: seats,
    convention_id: conventions,
    invitation_id: invitations,
    performance_id: performances,
    season_id: seasons,
    spare_id: [spare_id],
    structure_id: structures,
    organisation_id: structures,
  }
}

/**
 * The document with the same routes and answers, in which a parameter that names something may also be one of those
 * that are there, and each write has an example that can be carried out: else a fuzzer would meet only refusals.
 * @param venue what a connection is changed to: else the first change would end every call to it
 * @param words new ones for each run: what was asked under them is not asked again
 */
export function withKnownIds(document: Document, known: KnownIds, venue: Venue, words: string): Document {
  const aware = structuredClone(document)
  for (const schema of Object.values(aware.components.schemas)) nameIds(schema, known)
  for (const [path, operations] of Object.entries(aware.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      for (const parameter of operation.parameters ?? []) nameParameter(parameter, path, known)
      const once = operation.parameters?.find(({ name }) => name === 'idempotency-key')
      if (once) once.schema = { ...once.schema, example: undefined, examples: undefined }
      if (once) once.example = `${words}-${method}-${path}`
      const body = operation.requestBody?.content['application/json']
      const route = `${method.toUpperCase()} ${path}`
      const example = body && filledBody(route, known, venue)
      if (body && example) body.example = example
    }
  }
  return aware
}

function nameParameter(parameter: Parameter, path: string, known: KnownIds): void {
  const of = Object.keys(known).find((name) => name.startsWith('/') && path.startsWith(name))
  const ids = parameter.name === 'id' ? known[of ?? ''] : known[parameter.name]
  if (!ids?.length || parameter.in !== 'path') return
  parameter.schema = either(ids, parameter.schema)
  parameter.example = ids[0]!
}

const nameless = (route: string) => route.replaceAll(/:\w+|\{\w+\}/g, ':')
/** What the table of routes sends, with ids that are there. */
function filledBody(route: string, known: KnownIds, venue: Venue): unknown {
  const found = Object.entries(BODIES).find(([name]) => nameless(name) === nameless(route))
  if (!found) return undefined
  const text = JSON.stringify(found[1]).replaceAll(/:(\w+_id)/g, (_, name: string) => known[name]?.[0] ?? '')
  const body = JSON.parse(text) as Record<string, unknown>
  if (!('credentials' in body)) return body
  return { ...body, settings: { address: venue.address }, credentials: { token: venue.token } }
}

const either = (ids: string[], schema: object) => ({ anyOf: [{ type: 'string', enum: ids }, schema] })

function nameIds(schema: Schema, known: KnownIds): void {
  for (const value of Object.values(schema)) {
    if (typeof value === 'object' && value !== null) nameIds(value as Schema, known)
  }
  const { properties } = schema
  for (const [name, inner] of Object.entries(properties ?? {})) {
    const ids = known[name]
    const { type, items } = inner as { type?: unknown; items?: object }
    if (!ids?.length || !properties) continue
    if (type === 'string') properties[name] = either(ids, inner as object)
    else if (items) properties[name] = { ...(inner as object), items: either(ids, items) }
  }
}
