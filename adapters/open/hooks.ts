import { z } from '@hono/zod-openapi'
import { jsonIn, type Reading } from '../contract/index.ts'
import { orderState } from './orders.ts'
import { AcsEvent, EVENT_TYPES } from './wire/acs.ts'

export { verify } from './verify.ts'

const Envelope = z.object({ type: z.string().max(100), timestamp: z.string() })

/** Only a gift's state is taken from the webhook itself: it is signed, and its version orders what comes out of turn. */
export function read(body: string): Reading {
  const json = jsonIn(body)
  if (json === undefined) return { unreadable: 'the body is not JSON' }
  const envelope = Envelope.safeParse(json)
  if (!envelope.success)
    return { unreadable: 'the body is no Standard Webhooks payload (type, timestamp, data)' }
  const known: readonly string[] = EVENT_TYPES
  if (!known.includes(envelope.data.type))
    return { ignored: `events of type ${envelope.data.type} mean nothing to us` }
  const event = AcsEvent.safeParse(json)
  if (!event.success) {
    const [issue] = event.error.issues
    return { unreadable: `${envelope.data.type}: ${issue?.path.join('.')} ${issue?.message}` }
  }
  const { type, data } = event.data
  if (type === 'gift.updated') return { looks: [{ kind: 'state', state: orderState(data) }] }
  if (type === 'performance.updated') return { looks: [{ kind: 'performances' }] }
  return { looks: [{ kind: 'order', order: data.orderId }] }
}
