import { readFileSync } from 'node:fs'

/** What of OpenAPI 3.0 Stripe's document uses to say what an object is. */
export interface Schema {
  $ref?: string
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  nullable?: boolean
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  maxLength?: number
  /** the properties that `expand` may name */
  'x-expandableFields'?: string[]
  /** what then stands in the place of an id */
  'x-expansionResources'?: { oneOf: Schema[] }
}
interface Answer {
  content: { 'application/json': { schema: Schema } }
}
/** By status, `default` for all others. */
export type Responses = Record<string, Answer>
export interface Document {
  info: { version: string }
  paths: Record<string, Partial<Record<'get' | 'post' | 'delete', { responses: Responses }>>>
  components: { schemas: Record<string, Schema> }
}

export const readDocument = (file: string): Document => JSON.parse(readFileSync(file, 'utf8')) as Document

/** The schema itself, in the place of its name. */
export function resolve({ components }: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return schema
  const found = components.schemas[name]
  if (!found) throw new Error(`Stripe's document has no schema ${name}.`)
  return found
}
