import { readFileSync } from 'node:fs'

/** What of OpenAPI 3.0 Stripe's document uses to say what an object is. */
interface Schema {
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
  pattern?: string
}
interface Document {
  info: { version: string }
  components: { schemas: Record<string, Schema> }
}

/** Stripe's own description of its API: which values its schemas allow. */
export interface StripeApi {
  version: string
  /**
   * What of a value the schema of this name does not allow, a sentence each; none when it is right. A property that
   * the schema does not name is wrong too: an emulation must not say more than Stripe does.
   */
  faults(schema: string, value: unknown): string[]
}

export function readStripeApi(file: string): StripeApi {
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document
  const { schemas } = document.components
  const named = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1)
    if (name === undefined) return schema
    const found = schemas[name]
    if (!found) throw new Error(`Stripe's document has no schema ${name}.`)
    return found
  }

  function check(given: Schema, value: unknown, at: string): string[] {
    const schema = named(given)
    if (value === null) return schema.nullable || given.nullable ? [] : [`${at} is null`]
    if (schema.anyOf) return anyOf(schema.anyOf, value, at)
    if (schema.enum && !schema.enum.includes(value))
      return [`${at} is ${JSON.stringify(value)}, none of its values`]
    switch (schema.type) {
      case 'array':
        if (!Array.isArray(value)) return [`${at} is no list`]
        return value.flatMap((one, n) => check(schema.items ?? {}, one, `${at}[${n}]`))
      case 'integer':
        return Number.isInteger(value) ? [] : [`${at} is no whole number`]
      case 'string':
        if (typeof value !== 'string') return [`${at} is no text`]
        return value.length > (schema.maxLength ?? Infinity) ? [`${at} is too long`] : []
      case 'boolean':
      case 'number':
        return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`]
      case 'object':
        return objectFaults(schema, value, at)
      case undefined:
    }
    return []
  }

  /** The kind of the object says which of several it is meant to be; else the nearest is told. */
  function anyOf(schemas_: Schema[], value: unknown, at: string): string[] {
    const kind = kindOf(value)
    const meant = schemas_.filter((one) => kind !== null && kindsOf(named(one)).includes(kind))
    const tried = (meant.length > 0 ? meant : schemas_).map((one) => check(one, value, at))
    return tried.toSorted((a, b) => a.length - b.length)[0] ?? []
  }

  function objectFaults(schema: Schema, value: unknown, at: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`]
    const { properties, additionalProperties, required = [] } = schema
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
    const inner = Object.entries(value).flatMap(([name, one]) => {
      if (one === undefined) return []
      const known = properties?.[name]
      if (known) return check(known, one, `${at}.${name}`)
      if (typeof additionalProperties === 'object') return check(additionalProperties, one, `${at}.${name}`)
      return properties && !additionalProperties ? [`${at}.${name} is not Stripe's`] : []
    })
    return [...missing, ...inner]
  }

  return {
    version: document.info.version,
    faults: (name, value) => check({ $ref: `#/${name}` }, JSON.parse(JSON.stringify(value)), name),
  }
}

const kindOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'object' in value ? String(value.object) : null
const kindsOf = ({ properties }: Schema): unknown[] => properties?.['object']?.enum ?? []
