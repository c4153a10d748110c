import { type Document, resolve, type Schema } from './document.ts'

/**
 * What of a value a schema does not allow, a sentence each; none when it is right. A property that the schema does not name
 * is wrong too: an emulation must not say more than Stripe does.
 */
export function valueFaults(document: Document, schema: Schema, value: unknown, at: string): string[] {
  return check(schema, JSON.parse(JSON.stringify(value)), at)

  function check(given: Schema, one: unknown, here: string): string[] {
    const {
      nullable,
      anyOf,
      enum: values,
      type,
      items,
      maxLength = Infinity,
      ...rest
    } = resolve(document, given)
    if (one === null) return nullable || given.nullable ? [] : [`${here} is null`]
    if (anyOf) return nearest(anyOf, one, here)
    if (values && !values.includes(one)) return [`${here} is ${JSON.stringify(one)}, none of its values`]
    switch (type) {
      case 'array':
        if (!Array.isArray(one)) return [`${here} is no list`]
        return one.flatMap((inner, n) => check(items ?? {}, inner, `${here}[${n}]`))
      case 'integer':
        return Number.isInteger(one) ? [] : [`${here} is no whole number`]
      case 'string':
        if (typeof one !== 'string') return [`${here} is no text`]
        return one.length > maxLength ? [`${here} is too long`] : []
      case 'boolean':
      case 'number':
        return typeof one === type ? [] : [`${here} is no ${type}`]
      case 'object':
        return ofObject(rest, one, here)
      case undefined:
    }
    return []
  }

  /** The kind of the object says which of several it is meant to be; else the nearest is told. */
  function nearest(several: Schema[], one: unknown, here: string): string[] {
    const kind = kindOf(one)
    const meant = several.filter((each) => kind !== null && kindsOf(resolve(document, each)).includes(kind))
    const tried = (meant.length > 0 ? meant : several).map((each) => check(each, one, here))
    return tried.toSorted((a, b) => a.length - b.length)[0] ?? []
  }

  function ofObject({ properties, additionalProperties, required = [] }: Schema, one: unknown, here: string) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [`${here} is no object`]
    const missing = required.filter((name) => !(name in one)).map((name) => `${here}.${name} is missing`)
    const inner = Object.entries(one).flatMap(([name, each]) => {
      const known = properties?.[name]
      if (known) return check(known, each, `${here}.${name}`)
      if (typeof additionalProperties === 'object')
        return check(additionalProperties, each, `${here}.${name}`)
      return properties && !additionalProperties ? [`${here}.${name} is not Stripe's`] : []
    })
    return [...missing, ...inner]
  }
}

export const kindOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'object' in value ? String(value.object) : null
const kindsOf = ({ properties }: Schema): unknown[] => properties?.['object']?.enum ?? []
