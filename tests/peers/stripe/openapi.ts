import { type Document, readDocument, resolve, type Responses, type Schema } from './document.ts'
import { valueFaults } from './values.ts'

/** Stripe's own description of its API: which calls there are, and what is told by their answers. */
export interface StripeApi {
  version: string
  /** A call as Stripe's document names it, such as `GET /v1/payment_intents/{intent}`; null: there is none such. */
  callOf(method: string, path: string): string | null
  /** What of an answer to this call is not as Stripe's; none when it is right. */
  answerFaults(call: string, status: number, body: unknown): string[]
  /** What of a value the schema of this name does not allow; none when it is right. */
  faults(schema: string, value: unknown): string[]
  /** Whether `expand` may name this in this call, such as `data.payment_intent.latest_charge`. */
  mayExpand(call: string, path: string): boolean
}

export function readStripeApi(file: string): StripeApi {
  const document = readDocument(file)
  const calls = new Map<string, Responses>(
    Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(
        ([verb, { responses }]) => [`${verb.toUpperCase()} ${path}`, responses] as const,
      ),
    ),
  )
  const answerOf = (call: string, status: number): Schema => {
    const responses = calls.get(call)
    const answer = responses?.[String(status)] ?? responses?.['default']
    if (!answer) throw new Error(`Stripe's document has no ${call}.`)
    return answer.content['application/json'].schema
  }
  return {
    version: document.info.version,
    callOf: (method, path) => nameOf([...calls.keys()], method, path),
    answerFaults: (call, status, body) => valueFaults(document, answerOf(call, status), body, call),
    faults: (name, value) => valueFaults(document, { $ref: `#/${name}` }, value, name),
    mayExpand: (call, path) => mayExpand(document, answerOf(call, 200), path.split('.')),
  }
}

/** A path that is written out comes before one with a place for an id. */
function nameOf(calls: readonly string[], method: string, path: string): string | null {
  const wanted = `${method} ${path}`
  if (calls.includes(wanted)) return wanted
  const fits = (call: string) => new RegExp(`^${call.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(wanted)
  return calls.find(fits) ?? null
}

/** The objects of a list are reached through its `data`; every other step is named by Stripe as one that can be expanded. */
function mayExpand(document: Document, given: Schema, [step, ...rest]: string[]): boolean {
  if (step === undefined) return true
  const schema = resolve(document, given)
  if (schema.anyOf) return schema.anyOf.some((one) => mayExpand(document, one, [step, ...rest]))
  const property = schema.properties?.[step]
  if (!property) return false
  if (property.type === 'array' && step === 'data') return mayExpand(document, property.items ?? {}, rest)
  if (!schema['x-expandableFields']?.includes(step)) return false
  const resources = property['x-expansionResources']?.oneOf ?? [property]
  return resources.some((one) => mayExpand(document, one, rest))
}
