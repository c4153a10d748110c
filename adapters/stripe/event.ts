import { jsonIn } from '../contract/index.ts'

/** Of an event, what says where to look. */
export interface Event {
  id: string
  type: string
  /** the connected account that it is of */
  account: string | undefined
  /** seconds since 1970 */
  created: number
  livemode: boolean
  data: {
    object: { id: string | undefined; object: string | undefined; payment_intent: string | null | undefined }
  }
}

/**
 * What a text says as an event of Stripe, and of that only this much; null when it says none. Told without a schema, so that
 * a webhook is received without loading zod.
 */
export function eventIn(text: string): Event | null {
  const event = fieldsOf(jsonIn(text))
  const about = fieldsOf(fieldsOf(event?.['data'])?.['object'])
  if (!event || !about) return null
  const { id, type, account, created, livemode } = event
  const { id: object_id, object, payment_intent } = about
  if (!isWord(id) || !isWord(type) || !isSafeInteger(created) || typeof livemode !== 'boolean') return null
  if (!isTextOr(account) || !isTextOr(object_id) || !isTextOr(object)) return null
  if (payment_intent !== null && !isTextOr(payment_intent)) return null
  return { id, type, account, created, livemode, data: { object: { id: object_id, object, payment_intent } } }
}

type Fields = Record<string, unknown>
const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && !Array.isArray(value) ? (value as Fields | null) : null
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= 255
const isTextOr = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'
const isSafeInteger = (value: unknown): value is number => Number.isSafeInteger(value)
