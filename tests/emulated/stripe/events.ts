import { newEvent } from './objects/event.ts'
import { type Account, keep, seconds, type World } from './world.ts'

/** The call that an event came of, when it came of one. */
export interface Cause {
  id: string | null
  idempotency_key: string | null
}
export const BY_ITSELF: Cause = { id: null, idempotency_key: null }

/** Writes down that something happened, as the object stands now, and puts it on its way to every endpoint that asks for it. */
export function emit(
  world: World,
  account: Account,
  type: string,
  object: object,
  more: { previous_attributes?: object; cause?: Cause } = {},
): void {
  const own = account === world.platform
  const wanted = world.endpoints.filter(
    ({ facts, connect }) =>
      connect !== own &&
      facts.status === 'enabled' &&
      (facts.enabled_events.includes('*') || facts.enabled_events.includes(type)),
  )
  const { previous_attributes, cause = BY_ITSELF } = more
  const event = keep(
    account,
    newEvent({
      id: world.id('evt'),
      created: seconds(world),
      livemode: world.livemode,
      account: own ? undefined : account.facts.id,
      type,
      data: { object: structuredClone(object), ...(previous_attributes ? { previous_attributes } : {}) },
      pending_webhooks: wanted.length,
      request: cause,
    }),
  )
  for (const endpoint of wanted) {
    const id = world.deliveries.length + 1
    world.deliveries.push({ id, event, endpoint, attempts: 0, due_ms: world.now_ms(), answers: [] })
  }
  world.wake()
}
